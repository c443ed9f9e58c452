"""What Office files have in common: a zip of XML parts that point at one another."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from cntext.errors import Both
from cntext.read import xml
from cntext.read.archives import Zip, damaged
from cntext.read.formats import ReadOptions
from cntext.read.properties import property_author, property_date, property_title
from cntext.read.refusal import Refused

_OLE = b"\xd0\xcf\x11\xe0"


def check_container(data: bytes, kind: str) -> None:
    """Refuse what is no Office file at all, before a child is asked."""
    if data.startswith(_OLE):
        raise Refused(
            "encrypted",
            Both(
                "有密码保护，或是旧版 Office 文件",
                "is protected by a password, or an old Office file",
            ),
            Both(f"请去掉密码，或另存为 {kind}", f"remove the password, or save it as {kind}"),
        )
    if not data.startswith(b"PK"):
        raise damaged(kind)


class Package:
    """An Office file: ``main`` is the part that the others hang on."""

    def __init__(self, data: bytes, options: ReadOptions, kind: str, folder: str) -> None:
        self._zip = Zip(data, options)
        self._names = set(self._zip.names())
        self.kind = kind
        found = [target for _, target in self.relations("").values() if target.startswith(folder)]
        main = next((target for target in found if target in self._names), "")
        if not main:
            raise damaged(kind)
        self.main = main

    def tree(self, part: str) -> xml.Element | None:
        """Return the root of a part, or None if the file has no such part."""
        return xml.tree(self._zip.read(part)) if part in self._names else None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return ``{id: (last word of its type, part)}`` of what ``part`` points at.

        The names are only ever looked up in this zip: ../ in them leads nowhere.
        """
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = unquote(relation.get("Target", ""))
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts of one type that ``part`` points at."""
        return [target for type_, target in self.relations(part).values() if type_ == kind]

    def properties(self) -> dict[str, str]:
        """Return title, author and date as the file's properties tell them."""
        core = next(iter(self.related("", "core-properties")), "docProps/core.xml")
        try:
            root = self.tree(core)
        except Refused:  # the text is what matters
            return {}
        if root is None:
            return {}
        meta = {
            "title": property_title(root.findtext("dc.title") or ""),
            "author": property_author(root.findtext("dc.creator") or ""),
            "created": property_date(root.findtext("dcterms.created") or ""),
        }
        return {key: value for key, value in meta.items() if value}
