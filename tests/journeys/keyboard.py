"""Somebody without a mouse: Tab, arrows, Enter and letters, nothing else."""

from playwright.sync_api import Locator, Page

FARTHEST = 250


def reach(target: Locator) -> None:
    """Goes to a control with Tab alone."""
    for _ in range(FARTHEST):
        if target.evaluate("each => each === document.activeElement"):
            return
        target.page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {target}")


def press(target: Locator) -> None:
    """Follows a link, opens a fold, pushes a button."""
    reach(target)
    target.page.keyboard.press("Enter")


def write(target: Locator, text: str) -> None:
    """Types over what a field holds."""
    reach(target)
    target.page.keyboard.press("Control+A")
    target.page.keyboard.type(text)


def pick(target: Locator, word: str) -> None:
    """Chooses in a list by the first letters of a word, those without an accent: a keyboard has no other."""
    reach(target)
    target.page.keyboard.type(word)


def tick(group: Locator, label: str) -> None:
    """Chooses one of several round buttons: Tab leads to the group, arrows move in it."""
    wanted = group.get_by_label(label)
    reach(group.get_by_role("radio").first)
    group.page.keyboard.press("Space")
    for _ in range(group.get_by_role("radio").count()):
        if wanted.is_checked():
            return
        group.page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to {label}")


def submit(page: Page, name: str) -> None:
    press(page.locator("main").get_by_role("button", name=name, exact=True))
