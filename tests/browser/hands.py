"""The office's browser, and what a person does in it with mouse and keyboard."""

CHROMIUM = "/usr/bin/chromium"
# As root there is no sandbox; a container's /dev/shm is too small for long pages.
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-dev-shm-usage"]
OFFICE_SCREEN = {"width": 1366, "height": 768}


def enter(page, username, password):
    """Sign in by the form, as far as the front page."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("/")


def type_in(page, fields):
    """Fill in a form, box by box."""
    for name, text in fields.items():
        box = page.locator(f'[name="{name}"]')
        if box.first.evaluate("box => box.tagName") == "SELECT":
            box.select_option(text)
        elif box.first.get_attribute("type") == "radio":
            page.locator(f'[name="{name}"][value="{text}"]').check()
        elif box.first.get_attribute("type") != "hidden":
            box.fill(str(text))
