"""What a person does with mouse and keyboard."""


def type_in(page, fields):
    """Fill in a form, box by box."""
    for name, text in fields.items():
        box = page.locator(f'[name="{name}"]')
        match box.first.get_attribute("type"):
            case "radio":
                page.locator(f'[name="{name}"][value="{text}"]').check()
            case "hidden":
                pass
            case _:
                box.fill(str(text))
