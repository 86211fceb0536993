from __future__ import annotations

import pytest

from balcao.kernel.markdown import html_of


def test_makes_headings_below_the_one_of_the_page_lists_and_tables():
    assert html_of("# One\n\n###### Six") == "<h2>One</h2>\n<h6>Six</h6>"
    assert "<li>a</li>" in html_of("- a\n- b")
    assert "<td>2</td>" in html_of("| a | b |\n|---|---|\n| 1 | 2 |")
    assert html_of("**b**") == "<p><strong>b</strong></p>"


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](data:text/html;base64,AAAA)",
        '<img src=x onerror="alert(1)">',
        "[x](<javascript:alert(1)>)",
    ],
)
def test_runs_nothing(evil):
    html = html_of(evil)
    for danger in ("<script", 'href="javascript', 'src="data', "<img src=x"):
        assert danger not in html
