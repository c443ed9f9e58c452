// Before anything is drawn: that there is a script, and whether the reader's screen is dark.
document.documentElement.classList.add("has-script");
if (matchMedia("(prefers-color-scheme: dark)").matches) {
  document.documentElement.dataset.theme = "dark";
}
