"""An uploaded file is shown or downloaded, never run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from balcao.plumbing.web.media import MediaFiles


class Answer:
    def __init__(self, folder: Path, path: str, **environ: str) -> None:
        def beyond(_environ: dict[str, Any], start: Any) -> list[bytes]:
            start("299 Not Media", [])
            return []

        media = MediaFiles(beyond, folder=folder, prefix="/media/")
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, **environ}
        self.body = b"".join(media(asked, self._start))

    def _start(self, status: str, headers: list[tuple[str, str]], *_: object) -> Any:
        self.status, self.headers = status[:3], dict(headers)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    media = tmp_path / "media"
    media.mkdir()
    (media / "vase.png").write_bytes(b"a picture")
    (media / "drawing.svg").write_text("<svg><script>alert(1)</script></svg>")
    (media / "page.html").write_text("<script>alert(1)</script>")
    (tmp_path / "secret.txt").write_text("secret")
    return media


class TestMediaFiles:
    def test_shows_a_picture(self, folder: Path) -> None:
        answer = Answer(folder, "/media/vase.png")
        assert (answer.status, answer.body) == ("200", b"a picture")
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_keeps_a_drawing_from_running_scripts(self, folder: Path) -> None:
        policy = Answer(folder, "/media/drawing.svg").headers["Content-Security-Policy"]
        assert "sandbox" in policy
        assert "default-src 'none'" in policy

    def test_offers_anything_else_as_a_download(self, folder: Path) -> None:
        answer = Answer(folder, "/media/page.html")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"

    @pytest.mark.parametrize(
        "path",
        [
            "/media/../secret.txt",
            "/media//etc/passwd",
            "/media/x\0",
            "/media/" + "x" * 5000,
            "/media/",
            "/media/none.png",
        ],
    )
    def test_stays_inside_its_folder(self, folder: Path, path: str) -> None:
        answer = Answer(folder, path)
        assert (answer.status, answer.body) == ("404", b"")

    def test_does_not_follow_a_link_out(self, folder: Path) -> None:
        (folder / "out.png").symlink_to(folder.parent / "secret.txt")
        assert Answer(folder, "/media/out.png").status == "404"

    def test_does_not_send_again_what_the_browser_has(self, folder: Path) -> None:
        tag = Answer(folder, "/media/vase.png").headers["ETag"]
        again = Answer(folder, "/media/vase.png", HTTP_IF_NONE_MATCH=tag)
        assert (again.status, again.body) == ("304", b"")

    def test_takes_no_uploads(self, folder: Path) -> None:
        assert Answer(folder, "/media/vase.png", REQUEST_METHOD="PUT").status == "405"

    def test_leaves_other_addresses_to_the_shop(self, folder: Path) -> None:
        assert Answer(folder, "/mediaeval/").status == "299"
