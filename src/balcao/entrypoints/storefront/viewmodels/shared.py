"""What every page has: links, pictures, header and footer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go; ``is_current`` marks the page the shopper is on."""

    label: str
    url: str
    is_current: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image with its real size, so that the page does not jump while it loads."""

    src: str
    alt: str
    width: int = 960
    height: int = 1200

    @property
    def attributes(self) -> SafeString:
        """The attributes of the ``img``, escaped; four template variables cost far more."""
        return format_html(
            'src="{}" alt="{}" width="{}" height="{}"', self.src, self.alt, self.width, self.height
        )

    @property
    def silent(self) -> SafeString:
        """The attributes where the words beside the picture say it all."""
        return Picture(self.src, "", self.width, self.height).attributes


@dataclass(frozen=True, slots=True)
class Chrome:
    """Finished HTML that many pages share."""

    assets: SafeString
    menu: SafeString
    brand: SafeString
    shelves: SafeString
    footer: SafeString


@dataclass(frozen=True, slots=True)
class Shell:
    """Header and footer of every page. ``language`` is a BCP 47 tag."""

    store_name: str
    tagline: str
    language: str
    origin: str
    home_url: str
    search_url: str
    cart_url: str
    account_url: str
    cart_count: int
    categories: tuple[Link, ...]
    languages: tuple[Link, ...]
    chrome: Chrome


@dataclass(frozen=True, slots=True)
class MessagePage:
    """A page that only says something: not found, refused, broken."""

    title: str
    message: str
    links: tuple[Link, ...] = ()
