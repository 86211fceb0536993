"""Reads a page the way a browser and a screen reader do, and lists what breaks our contract."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "img", "input", "br", "hr"}


class Outline(HTMLParser):
    """Collects the elements of a page in order, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.unclosed: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self.unclosed and self.unclosed[-1] == tag:
            self.unclosed.pop()
        else:
            self.unclosed.append(f"/{tag}")

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        """The attributes of every element with one of these tags."""
        return [attrs for tag, attrs in self.elements if tag in tags]

    def problems(self) -> list[str]:
        """Everything that the content security policy or WCAG would mind."""
        return [*self._policy(), *self._structure(), *self._fields()]

    def _policy(self) -> list[str]:
        found = [f"<{t} style>" for t, a in self.elements if "style" in a or t == "style"]
        found += [f"<{t} {k}>" for t, a in self.elements for k in a if k.startswith("on")]
        return found + ["inline script" for a in self.all("script") if "src" not in a]

    def _structure(self) -> list[str]:
        ids = [a["id"] for _, a in self.elements if "id" in a]
        found = [f"id {name} twice" for name in set(ids) if ids.count(name) > 1]
        found += [f"unclosed {tag}" for tag in self.unclosed]
        if len(self.all("h1")) != 1:
            found.append(f"{len(self.all('h1'))} h1")
        for picture in self.all("img"):
            if not {"alt", "width", "height"} <= set(picture):
                found.append(f"img {picture.get('src')} without alt or size")
        for _, attrs in self.elements:
            for name in ("aria-labelledby", "aria-describedby", "for"):
                found += [f"{name}={i}" for i in (attrs.get(name) or "").split() if i not in ids]
        return found

    def _fields(self) -> list[str]:
        labelled = {a.get("for") for a in self.all("label")}
        found = []
        for field in self.all("input", "select", "textarea"):
            wrapped = field.get("type") in ("hidden", "radio")
            if not wrapped and field.get("id") not in labelled and "aria-label" not in field:
                found.append(f"field {field.get('name')} without a label")
            if field.get("aria-invalid") and not field.get("aria-describedby"):
                found.append(f"field {field.get('name')} does not say what is wrong")
        return found
