// The data of the page: blocks of JSON, each read when it is first asked for.

const blocks = new Map();

/** Return the block called `name`, null where the report has none. */
function data(name) {
  if (!blocks.has(name)) {
    const block = byId(`data-${name}`);
    blocks.set(name, block && JSON.parse(block.textContent));
  }
  return blocks.get(name);
}

/** Return the file of a table, "csv" or "json", as the command below it would write it. */
function file(table, kind) {
  const found = data(`table-${table}`)[kind];
  return kind === "csv" ? found : found.join(data("inputs"));
}

/** Let the reader save `text` as a file. */
function save(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = element("a", "", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
