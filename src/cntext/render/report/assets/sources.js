// Sources: from a row to its sentences, from a sentence to its article and source line.

const dialog = byId("sources");
const body = byId("sources-body");
const title = byId("sources-title");
const back = byId("back");
const DOCUMENT = ["id", "title", "date", "author", "source", "path", "key", "isWhole"];
let returnTo = null;

/** Offsets count characters, as everywhere in cntext; a string of the browser counts UTF-16 units. */
function slice(text, start, end) {
  return /[\ud800-\udfff]/.test(text)
    ? Array.from(text).slice(start, end).join("")
    : text.slice(start, end);
}

function documentAt(number) {
  return Object.fromEntries(DOCUMENT.map((name, i) => [name, data("documents")[number][i]]));
}

/** Fill the dialog and put the focus where reading begins. */
function present(heading, content, goBack) {
  title.replaceChildren(heading);
  body.replaceChildren(...content);
  back.hidden = !goBack;
  back.onclick = goBack;
  if (!dialog.open) dialog.showModal();
  title.focus();
  body.scrollTop = 0;
}

function openSentences(sheet, row) {
  const [total, places, count = total] = data(`places-${sheet}`)[row.dataset.row];
  const term = row.querySelector(".term").textContent;
  const heading = both(`${term}：${total} 处`, `${term}: ${total} places`);
  const list = element("ol", "", { class: "places" });
  for (const place of places) list.append(sentence(place, () => openSentences(sheet, row)));
  const rest = total - places.length;
  const notes = [];
  if (!total) {
    notes.push(both("原文中没有这样的字串。", "The string does not stand in the texts."));
  } else if (count !== total) {
    notes.push(both(
      `表中频次为 ${count}，计数的范围或方式与逐字查找不同，见表下说明。`,
      `Freq is ${count} in the table, which counts otherwise than by the string: see its notes.`,
    ));
  }
  if (rest > 0) {
    notes.push(both(`另有 ${rest} 处没有收入报告。`, `${rest} more places are not in the report.`));
  }
  const about = notes.map((note) => element("p", note, { class: "about" }));
  present(heading, [...about, list], null);
}

/** Return one sentence of a list, its term marked, with the way to its article. */
function sentence(place, goBack) {
  const [number, at, length, line, start, end] = place;
  const [owner, text] = data("sentences")[number];
  const document_ = documentAt(owner);
  const quote = element("button", "", { type: "button", class: "quote" });
  quote.append(
    slice(text, 0, at),
    element("mark", slice(text, at, at + length)),
    slice(text, at + length),
  );
  quote.addEventListener("click", () => openArticle(owner, [line, start, end], text, goBack));
  const where = element("p", "", { class: "where" });
  where.append(document_.title || document_.id);
  if (document_.date) where.append(` · ${document_.date}`);
  where.append(" · ", both(`第 ${line} 行`, `line ${line}`));
  where.append(" · ", element("code", `${document_.key}:${start}-${end}`));
  const item = element("li", quote);
  item.append(where);
  return item;
}

/** Show an article with the source line of each of its lines; `hit` is marked: line, start, end. */
function openArticle(number, hit, text, goBack) {
  const document_ = documentAt(number);
  const facts = [document_.date, document_.author, document_.source, document_.path];
  const about = element("p", facts.filter(Boolean).join(" · "), { class: "about" });
  const content = [about];
  if (document_.isWhole) {
    content.push(article(data(`article-${number}`), hit));
  } else {
    const note = both(
      "这一篇的全文没有收入报告（篇幅所限）。",
      "For its size the whole article is not in the report.",
    );
    content.push(element("p", note), element("blockquote", text));
  }
  present(document_.title || document_.id, content, goBack);
  body.querySelector("mark")?.scrollIntoView({ block: "center" });
}

function article(lines, hit) {
  const [, start, end] = hit ?? [0, -1, -1];
  const list = element("div", "", { class: "article", lang: "zh-CN" });
  for (const [line, at, text] of lines) {
    if (!text.trim()) continue;
    const paragraph = element("p", "");
    paragraph.append(element("span", String(line), { class: "line" }));
    const from = Math.max(start - at, 0);
    const to = end - at;
    const marked = start >= 0 && to > 0 ? slice(text, from, to) : "";
    if (marked) {
      paragraph.append(slice(text, 0, from), element("mark", marked), slice(text, to));
    } else {
      paragraph.append(text);
    }
    list.append(paragraph);
  }
  return list;
}

/** Return the row that was meant, where it leads somewhere; a click on a word selected is none. */
function rowOf(event) {
  const row = event.target.closest("[data-sheet] tbody tr");
  if (!row?.querySelector(".term") || String(getSelection())) return null;
  return row;
}

document.addEventListener("click", (event) => {
  const row = rowOf(event);
  if (!row) return;
  returnTo = row.querySelector(".term");
  const section = row.closest("[data-sheet]");
  if ("documents" in section.dataset) openArticle(Number(row.dataset.row), null, "", null);
  else openSentences(section.dataset.sheet, row);
});
byId("close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close(); // the ground around it
});
dialog.addEventListener("close", () => returnTo?.focus());
