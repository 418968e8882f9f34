"""The entry form under the hands of a clerk: walking, typing, pasting, undoing, and what each box says of itself."""

from playwright.sync_api import expect

from tests.browser.entry_world import box, saved_words, stored_texts, wait_until_saved


def is_at(page, name):
    return page.evaluate("document.activeElement.name") == name


def paste(page, name, text):
    """As Excel puts a block on the clipboard."""
    box(page, name).focus()
    page.evaluate(
        """([name, text]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            document.getElementsByName(name)[0].dispatchEvent(
                new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        [name, text],
    )


# --- Walking ----------------------------------------------------------------------------------------------------------


def test_keys_walk_from_box_to_box(page, entry):
    boxes = entry.boxes
    box(page, boxes.jobs).focus()
    walked = []
    for key in ["Enter", "ArrowDown", "ArrowUp", "Shift+Enter", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"]:
        page.keyboard.press(key)
        walked.append(page.evaluate("document.activeElement.name"))

    assert walked == [
        boxes.htx,
        boxes.tht,
        boxes.htx,
        boxes.jobs,
        boxes.jobs_answer,
        boxes.jobs_note,
        boxes.jobs_answer,
        boxes.jobs,
    ]
    page.keyboard.press("Tab")
    assert is_at(page, boxes.jobs_answer)
    page.keyboard.press("Shift+Tab")
    assert is_at(page, boxes.jobs)


def test_an_arrow_within_a_number_moves_in_the_number(page, entry):
    box(page, entry.boxes.jobs).fill("12")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")

    page.keyboard.press("ArrowRight")
    assert is_at(page, entry.boxes.jobs)
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert is_at(page, entry.boxes.jobs_answer)


# --- Typing -----------------------------------------------------------------------------------------------------------


def test_numbers_are_shown_back_and_sums_follow(page, entry):
    boxes = entry.boxes
    for name, text in {
        boxes.jobs: "1234",
        boxes.htx: "2",
        boxes.tht: "1 500",
        boxes.trained: "2",
        boxes.in_post: "3",
    }.items():
        box(page, name).fill(text)
        page.keyboard.press("Enter")

    expect(box(page, boxes.jobs)).to_have_value("1.234")
    expect(box(page, boxes.tht)).to_have_value("1.500")
    assert page.locator("[data-sum]").all_inner_texts() == ["1.502", "66,7 %"]
    wait_until_saved(page)
    assert stored_texts(entry.report) == {
        boxes.jobs: "1234",
        boxes.htx: "2",
        boxes.tht: "1500",
        boxes.trained: "2",
        boxes.in_post: "3",
    }


def test_what_is_not_understood_stays_with_its_reason_and_the_rest_is_saved(page, entry):
    box(page, entry.boxes.jobs).fill("1.5")
    box(page, entry.boxes.htx).fill("2")
    page.keyboard.press("Enter")

    expect(page.locator(f"#{entry.boxes.jobs}-loi")).to_contain_text("Ô này chỉ nhận số nguyên")
    expect(saved_words(page)).to_contain_text("1 ô chưa lưu được")
    expect(box(page, entry.boxes.jobs)).to_have_value("1.5")
    assert box(page, entry.boxes.jobs).evaluate("box => box.parentElement.dataset.state") == "refused"
    assert stored_texts(entry.report) == {entry.boxes.htx: "2"}

    page.reload()
    expect(box(page, entry.boxes.jobs)).to_have_value("1.5")
    expect(page.locator(f"#{entry.boxes.jobs}-loi")).to_contain_text("Ô này chỉ nhận số nguyên")

    box(page, entry.boxes.jobs).fill("15")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{entry.boxes.jobs}-loi")).to_have_count(0)
    wait_until_saved(page)
    assert stored_texts(entry.report) == {entry.boxes.jobs: "15", entry.boxes.htx: "2"}


def test_a_doubtful_number_is_kept_and_asks_for_a_word(page, entry):
    box(page, entry.boxes.jobs).fill("4")
    page.keyboard.press("Enter")

    row = page.locator("tr", has=box(page, entry.boxes.jobs))
    expect(row.locator("[data-problems]")).to_contain_text("4 giảm so với 5 đã duyệt (6 tháng 2024)")
    expect(row.locator("[data-state-words]")).to_have_text("Cần xem lại")
    assert stored_texts(entry.report) == {entry.boxes.jobs: "4"}

    box(page, entry.boxes.jobs_note).fill("Kỳ trước đếm nhầm")
    page.keyboard.press("Tab")

    expect(row.locator("[data-problems] li")).to_have_count(0)


def test_choosing_nothing_arose_writes_noughts_and_a_number_takes_it_back(page, entry):
    answer = page.locator("tr", has=box(page, entry.boxes.htx)).locator("select")

    answer.select_option("zero")
    assert [box(page, name).input_value() for name in (entry.boxes.htx, entry.boxes.tht)] == ["0", "0"]
    wait_until_saved(page)
    assert stored_texts(entry.report) == {entry.boxes.htx: "0", entry.boxes.tht: "0"}

    box(page, entry.boxes.htx).fill("2")
    assert answer.input_value() == "value"


def test_a_milestone_is_its_day(page, entry):
    box(page, entry.boxes.issued).fill("5/6/2024")
    page.keyboard.press("Enter")

    wait_until_saved(page)
    figure = entry.report.figures.get()
    assert (figure.value, str(figure.done_on)) == (1, "2024-06-05")


# --- Blocks -----------------------------------------------------------------------------------------------------------


def test_a_block_from_excel_is_shown_before_it_is_written(page, entry):
    boxes = entry.boxes
    box(page, boxes.htx).fill("1")
    paste(page, boxes.jobs, "1234\tThêm 3 chị\r\n2\r\n\r\n")

    dialog = page.locator("#dan-khoi")
    expect(dialog).to_contain_text("3 ô sẽ đổi")
    assert dialog.locator("tbody tr").all_inner_texts() == [
        "Việc làm mới – Đến ngày 29/11/2024\t(trống)\t1.234",
        "Việc làm mới – lý do, giải trình\t(trống)\tThêm 3 chị",
        "HTX, THT mới – HTX\t1\t2",
    ]
    assert box(page, boxes.jobs).input_value() == ""

    dialog.get_by_role("button", name="Ghi vào biểu").click()
    wait_until_saved(page)
    assert stored_texts(entry.report) == {boxes.jobs: "1234", boxes.htx: "2"}
    assert entry.report.figures.get(indicator=entry.jobs).remark == "Thêm 3 chị"

    page.keyboard.press("Control+z")
    assert [box(page, name).input_value() for name in (boxes.jobs, boxes.jobs_note, boxes.htx)] == ["", "", "1"]
    page.keyboard.press("Control+y")
    assert [box(page, name).input_value() for name in (boxes.jobs, boxes.jobs_note, boxes.htx)] == [
        "1.234",
        "Thêm 3 chị",
        "2",
    ]


def test_one_cell_of_excel_takes_the_place_of_what_the_box_held(page, entry):
    box(page, entry.boxes.jobs).fill("8")
    box(page, entry.boxes.jobs).evaluate("box => box.setSelectionRange(1, 1)")

    paste(page, entry.boxes.jobs, "1234\r\n")

    assert box(page, entry.boxes.jobs).input_value() == "1.234"
    wait_until_saved(page)
    assert stored_texts(entry.report) == {entry.boxes.jobs: "1234"}


def test_a_block_that_is_too_wide_is_not_guessed_at(page, entry):
    paste(page, entry.boxes.jobs, "HTX\t1\t2\n")

    dialog = page.locator("#dan-khoi")
    expect(dialog).to_contain_text("có 3 cột. Biểu nhận nhiều nhất hai cột")
    expect(dialog.get_by_role("button", name="Ghi vào biểu")).to_be_hidden()
    dialog.get_by_role("button", name="Không ghi").click()
    assert stored_texts(entry.report) == {}


def test_marked_boxes_are_copied_and_emptied_together(page, entry):
    boxes = entry.boxes
    for name, text in {boxes.jobs: "7", boxes.htx: "2", boxes.tht: "3"}.items():
        box(page, name).fill(text)
    box(page, boxes.jobs).focus()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowDown")

    copied = page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            document.activeElement.dispatchEvent(
                new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
            return clipboardData.getData("text/plain");
        }"""
    )
    page.keyboard.press("Delete")

    assert copied == "7\r\n2\r\n3"
    assert [box(page, name).input_value() for name in (boxes.jobs, boxes.htx, boxes.tht)] == ["", "", ""]
    page.keyboard.press("Control+z")
    assert [box(page, name).input_value() for name in (boxes.jobs, boxes.htx, boxes.tht)] == ["7", "2", "3"]


def test_escape_takes_back_what_was_typed_into_a_box(page, entry):
    box(page, entry.boxes.jobs).fill("7")
    page.keyboard.press("Enter")
    box(page, entry.boxes.jobs).fill("99")

    page.keyboard.press("Escape")

    assert box(page, entry.boxes.jobs).input_value() == "7"
