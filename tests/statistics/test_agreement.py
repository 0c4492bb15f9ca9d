"""Is agreement beyond chance counted as Cohen counted it?"""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trellis.statistics.api import agreement

KINDS = ("coach", "support", "facilitate")
pairs = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(KINDS)), min_size=3, max_size=60)


def test_kappa_and_its_interval_are_worked_out_by_hand() -> None:
    # 20 and 15 said alike, 5 and 10 not: po = 0.7, pe = 0.5, kappa = 0.4.
    counted = {("a", "a"): 20, ("a", "b"): 5, ("b", "a"): 10, ("b", "b"): 15}
    said = [pair for pair, times in counted.items() for _ in range(times)]
    found = agreement([one for one, _ in said], [other for _, other in said])
    assert found.value == pytest.approx(0.4)
    # Fleiss, Cohen and Everitt 1969, equation 13, with rows 0.5, 0.5 and columns 0.6, 0.4.
    row, col, n = {"a": 0.5, "b": 0.5}, {"a": 0.6, "b": 0.4}, 50
    first = sum(counted[k, k] / n * (1 - (row[k] + col[k]) * 0.6) ** 2 for k in "ab")
    second = 0.36 * sum(
        counted[i, j] / n * (col[i] + row[j]) ** 2 for i in "ab" for j in "ab" if i != j
    )
    third = (0.4 - 0.5 * (1 - 0.4)) ** 2
    error = math.sqrt(first + second - third) / (0.5 * math.sqrt(n))
    assert (found.high - found.low) / 2 == pytest.approx(1.959964 * error, rel=1e-6)
    assert found.n == 50


def test_one_word_throughout_says_nothing() -> None:
    for one, other in ((["a", "a"], ["a", "a"]), ([], []), (["a"], ["a", "b"])):
        with pytest.raises(ValueError, match="two words"):
            agreement(one, other)


@given(pairs)
def test_kappa_is_the_same_from_both_sides_and_whatever_the_words(
    said: list[tuple[str, str]],
) -> None:
    one, other = zip(*said, strict=True)
    assume(len({*one, *other}) > 1)
    found, turned = agreement(one, other), agreement(other, one)
    assert turned.value == pytest.approx(found.value)
    assert agreement([w.upper() for w in one], [w.upper() for w in other]) == found
    assert -1 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1


@given(st.lists(st.sampled_from(KINDS), min_size=2))
def test_saying_the_same_is_complete_agreement(words: list[str]) -> None:
    assume(len(set(words)) > 1)
    found = agreement(words, words)
    assert found.value == pytest.approx(1)
    assert found.low < 1
