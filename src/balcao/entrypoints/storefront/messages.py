"""The shop's words: collect them from code and templates, keep the catalogs, compile them.

Run ``python -m balcao.entrypoints.storefront.messages`` after changing a text; it updates
``locale/<language>/LC_MESSAGES/django.po``, reports what is not translated yet and compiles.
Babel does the work, so no gettext tools have to be installed.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HERE = Path(__file__).resolve().parent
LOCALE = HERE / "locale"
LANGUAGES = ("pt_BR",)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def collect() -> Catalog:
    """Every message in the storefront's Python files and templates."""
    found = Catalog(project="Balcao", charset="utf-8")
    for path in sorted(HERE.rglob("*.py")):
        _add(found, path, path.read_text("utf-8"))
    for path in sorted((HERE / "templates").rglob("*.html")):
        code = templatize(path.read_text("utf-8"))
        _add(found, path, "\n".join(line.strip() for line in code.splitlines()))
    return found


def catalog_of(language: str) -> Catalog:
    """The catalog of a language as it is kept."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Balcao", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """The catalog of a language with every message of today and no other."""
    catalog = catalog_of(language)
    catalog.update(collect(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def missing(catalog: Catalog) -> list[str]:
    """Messages without a full translation, or with one that is only a guess."""
    return [str(m.id) for m in catalog if m.id and (m.fuzzy or not _is_whole(m.string))]


def compiled(catalog: Catalog) -> bytes:
    """The catalog as a .mo file."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def po_path(language: str) -> Path:
    """Where a catalog is kept."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def mo_path(language: str) -> Path:
    """Where its compiled form is kept."""
    return po_path(language).with_suffix(".mo")


def main() -> int:
    """Bring every catalog up to date; the exit status says whether anything is untranslated."""
    lacking = []
    for language in LANGUAGES:
        catalog = updated(language)
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        with po_path(language).open("wb") as file:
            write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
        mo_path(language).write_bytes(compiled(catalog))
        lacking += [f"{language}: {text}" for text in missing(catalog)]
    sys.stdout.write("\n".join(lacking) + "\n" if lacking else "All texts are translated.\n")
    return 1 if lacking else 0


def _add(found: Catalog, path: Path, text: str) -> None:
    place = path.relative_to(HERE).as_posix()
    source = io.BytesIO(text.encode("utf-8"))
    for line, message, comments, context in extract(
        "python", source, keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        found.add(message, locations=[(place, line)], auto_comments=comments, context=context)


def _is_whole(string: object) -> bool:
    parts = string if isinstance(string, (tuple, list)) else (string,)
    return all(parts)


if __name__ == "__main__":
    sys.exit(main())
