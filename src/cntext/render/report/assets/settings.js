// The settings of the page: language, light or dark, print. All scripts are one, in this order.
"use strict";

const root = document.documentElement;
const byId = (id) => document.getElementById(id);

/** Return the words in both languages; the style shows those of the reader. */
function both(zh, en) {
  const fragment = document.createDocumentFragment();
  for (const [name, lang, words] of [["zh", "zh-CN", zh], ["en", "en", en]]) {
    fragment.append(element("span", words, { class: name, lang }));
  }
  return fragment;
}

/** Return a new element; text goes in as text, whatever it holds. */
function element(name, inside = "", attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(inside);
  return made;
}

function setLanguage(language) {
  root.dataset.language = language;
  root.lang = language === "zh" ? "zh-CN" : "en";
  for (const image of document.querySelectorAll("img[data-zh]")) image.alt = image.dataset[language];
}

const darkness = matchMedia("(prefers-color-scheme: dark)");
let chosenTheme = "";

function setTheme() {
  root.dataset.theme = chosenTheme || (darkness.matches ? "dark" : "light");
}

setLanguage(root.dataset.language);
darkness.addEventListener("change", setTheme);
byId("set-language").addEventListener("click", () => {
  setLanguage(root.dataset.language === "zh" ? "en" : "zh");
});
byId("set-theme").addEventListener("click", () => {
  chosenTheme = root.dataset.theme === "dark" ? "light" : "dark";
  setTheme();
});
byId("set-print").addEventListener("click", () => print());
