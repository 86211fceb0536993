from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.search.rules import fold, plain, prefix_query, words_of


class TestFold:
    def test_makes_accents_and_case_the_same(self):
        assert fold("Café COM Açúcar") == "cafe com acucar"

    @given(st.text())
    def test_changes_nothing_the_second_time(self, text):
        assert words_of(" ".join(words_of(text))) == words_of(text)


class TestPrefixQuery:
    @given(st.text())
    def test_is_always_a_query_that_postgresql_can_read(self, text):
        assert re.fullmatch(r"|[a-z0-9]+:\*( & [a-z0-9]+:\*)*", prefix_query(text))

    def test_wants_every_word(self):
        assert prefix_query("Vaso  azul!") == "vaso:* & azul:*"


class TestPlain:
    def test_keeps_the_words_of_a_description(self):
        assert words_of(plain("<p>Feito<br>à mão</p>")) == ["feito", "a", "mao"]
