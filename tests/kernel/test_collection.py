import gc

import pytest

from luoshi.kernel.collection import collector_at_rest


def test_the_collector_rests_inside_and_runs_again_after_a_failure() -> None:
    with pytest.raises(ValueError), collector_at_rest():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()


def test_an_inner_block_leaves_it_to_the_outer_one() -> None:
    with collector_at_rest():
        with collector_at_rest():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
