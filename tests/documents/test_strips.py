from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.documents.strips import Strip, kept_together, pages_of, space

ROOM = 100.0


def strip(height, **more):
    return Strip(height, lambda pen, y: None, **more)


def test_a_strip_that_does_not_fit_starts_the_next_page():
    first, second = strip(60), strip(50)
    assert pages_of([first, second], ROOM) == [[(0.0, first)], [(0.0, second)]]


def test_a_heading_goes_with_what_follows_it():
    pages = pages_of([strip(80), strip(15, keep_with_next=True), strip(15)], ROOM)
    assert [len(page) for page in pages] == [1, 2]


def test_white_space_is_left_out_at_the_top_of_a_page():
    pages = pages_of([strip(95), space(10), strip(20)], ROOM)
    assert [y for y, _strip in pages[1]] == [0.0]


def test_the_heading_of_a_table_is_repeated_on_each_page():
    head = strip(10)
    rows = [strip(30, repeat=head) for _row in range(7)]
    pages = pages_of([head, *rows], ROOM)
    assert len(pages) == 3
    assert all(page[0] == (0.0, head) for page in pages)


def test_a_new_page_can_be_asked_for():
    broken = Strip(0, new_page=True, keep_with_next=True, is_space=True)
    assert [len(page) for page in pages_of([strip(10), broken, strip(10)], ROOM)] == [1, 1]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.floats(1, 100), st.booleans()), min_size=1, max_size=60))
def test_every_strip_is_drawn_once_in_order_and_inside_its_page(parts):
    strips = [strip(height, keep_with_next=keep) for height, keep in parts]
    pages = pages_of(strips, ROOM)
    assert [drawn for page in pages for _y, drawn in page] == strips
    assert all(y + drawn.height <= ROOM + 0.001 for page in pages for y, drawn in page)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 9), st.floats(0, 99))
def test_what_belongs_together_is_on_one_page(count, before):
    group = kept_together(strip(11) for _part in range(count))
    pages = pages_of([strip(before + 1), *group], ROOM)
    assert len([page for page in pages if any(part in group for _y, part in page)]) == 1


def test_a_heading_stays_with_the_start_of_what_no_page_can_hold():
    heading = strip(10, keep_with_next=True)
    long = kept_together(strip(12) for _part in range(30))
    pages = pages_of([strip(85), heading, *long], ROOM)
    assert pages[1][0] == (0.0, heading)
