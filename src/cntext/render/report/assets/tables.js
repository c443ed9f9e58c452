// Tables: sort by a column, search, choose a group, see more rows and columns, save.

const FIRST_ROWS = 20;
const compareText = new Intl.Collator("zh-CN", { numeric: true }).compare;

class Sheet {
  constructor(section) {
    this.section = section;
    this.name = section.dataset.sheet;
    this.body = section.querySelector("tbody");
    this.rows = Array.from(this.body.rows);
    this.words = this.rows.map((row) => row.textContent.toLowerCase());
    this.ofEach = Number(section.dataset.ofEach ?? 0);
    this.showsAll = this.rows.length <= FIRST_ROWS;
    this.search = section.querySelector(".search");
    this.group = section.querySelector(".group");
    for (const heading of section.querySelectorAll("th[data-column]")) {
      heading.firstChild.addEventListener("click", () => this.sort(heading));
    }
    this.search?.addEventListener("input", () => this.show());
    this.group?.addEventListener("change", () => this.show());
    const widen = section.querySelector(".widen");
    widen?.addEventListener("click", () => {
      const wide = section.classList.toggle("wide");
      widen.setAttribute("aria-pressed", String(wide));
    });
    section.querySelector(".all")?.addEventListener("click", () => {
      this.showsAll = true;
      this.show();
    });
    for (const button of section.querySelectorAll(".download")) {
      const { kind } = button.dataset;
      const type = kind === "csv" ? "text/csv" : "application/json";
      button.addEventListener("click", () => {
        save(`${this.name}.${kind}`, file(this.name, kind), type);
      });
    }
    this.show();
    section.classList.add("ready");
  }

  /** Sort by a column: downwards first for numbers, upwards for words; cells without a value last. */
  sort(heading) {
    this.records ??= JSON.parse(file(this.name, "json")).rows;
    const column = heading.dataset.column;
    const isNumber = heading.classList.contains("number");
    const first = isNumber ? "descending" : "ascending";
    const other = isNumber ? "ascending" : "descending";
    const order = heading.getAttribute("aria-sort") === first ? other : first;
    for (const each of heading.parentNode.cells) each.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const value = (row) => this.records[row.dataset.row][column];
    const places = new Map(this.rows.map((row, place) => [row, place]));
    const sorted = [...this.rows].sort((one, other_) => {
      const [a, b] = [value(one), value(other_)];
      if (a === null || b === null) return (a === null) - (b === null);
      const difference = typeof a === "string" ? compareText(a, b) : a - b;
      return sign * difference || places.get(one) - places.get(other_);
    });
    this.words = sorted.map((row) => this.words[places.get(row)]);
    this.rows = sorted;
    this.ofEach = 0;
    this.isSorted = true;
    this.body.append(...sorted);
    this.show();
  }

  /** Show the rows that fit what is searched for, no more than the reader has asked for. */
  show() {
    const wanted = (this.search?.value ?? "").trim().toLowerCase();
    const group = this.group?.value ?? "";
    const each = wanted || group ? 0 : this.ofEach;
    // A group that is named once needs its first row, and its rows together.
    this.section.classList.toggle("grouped", !wanted && !this.isSorted);
    const seen = new Map();
    let fitting = 0;
    let shown = 0;
    this.rows.forEach((row, i) => {
      const name = row.dataset.group;
      const fits = this.words[i].includes(wanted) && (!group || `=${name}` === group);
      const before = each ? (seen.get(name) ?? 0) : shown;
      row.hidden = !fits || (!this.showsAll && before >= (each || FIRST_ROWS));
      fitting += fits;
      shown += !row.hidden;
      seen.set(name, (seen.get(name) ?? 0) + 1);
    });
    const count = this.section.querySelector(".count");
    count.replaceChildren(both(`显示 ${shown} 行，共 ${fitting} 行`, `${shown} of ${fitting} rows`));
    const all = this.section.querySelector(".all");
    if (all) all.hidden = shown === fitting;
  }
}

for (const section of document.querySelectorAll("[data-sheet]")) new Sheet(section);
