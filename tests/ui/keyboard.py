"""A visitor without a mouse: goes from one thing to the next, and notices when the focus is lost or cannot be seen."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

_MOST_STOPS = 90
_PATIENCE_MS = 10_000
_TRIES = 50
_LOOKS = 4
_WHOLE = ("MAIN", "SECTION")
# Streamlit draws a ring on what has the focus or, round a field, on what it stands in; a choice has it on its circle.
_STOP = """() => {
  const one = document.activeElement;
  const about = element => element.labels?.[0]?.innerText || element.innerText || element.placeholder || '';
  const name = (one.ariaLabel || about(one)).replace(/\\s+/g, ' ').trim().slice(0, 80);
  const style = element => getComputedStyle(element);
  const ring = element => (style(element).outlineStyle !== 'none' && parseFloat(style(element).outlineWidth) > 0)
    || style(element).boxShadow !== 'none';
  const field = ['INPUT', 'TEXTAREA'].includes(one.tagName);
  const around = [one];
  while (around.length < 6 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
  const near = field ? [...around, one.previousElementSibling, one.closest('label')?.firstElementChild] : [one];
  const accent = element => ['rgb(35, 96, 90)', 'rgb(41, 100, 93)'].includes(style(element).borderTopColor);
  const place = one.getBoundingClientRect();
  const at = document.elementFromPoint(place.x + place.width / 2, place.y + Math.min(place.height / 2, 10));
  const isCovered = at => !!at && !one.contains(at) && !at.contains(one) && !one.closest('label')?.contains(at);
  return {tag: one.tagName, name, isRinged: near.some(each => each && (ring(each) || (field && accent(each)))),
          coveredBy: isCovered(at) ? `${at.tagName} ${at.className}`.slice(0, 60) : ''};
}"""


@dataclass(frozen=True, slots=True)
class Stop:
    """What has the focus: its element, its name, whether that can be seen, and what lies over it, if anything."""

    tag: str
    name: str
    is_ringed: bool
    covered_by: str


class Keyboard:
    """Presses keys, and keeps every stop on the way."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops: list[Stop] = []

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def stop(self) -> Stop:
        """What has the focus now; rings fade in, what was closed fades out, and the side scrolls: they have a moment."""
        found = self.page.evaluate(_STOP)
        for _ in range(_LOOKS):
            if found["isRinged"] and not found["coveredBy"]:
                break
            self.page.wait_for_timeout(200)
            found = self.page.evaluate(_STOP)
        return Stop(found["tag"], found["name"], bool(found["isRinged"]), found["coveredBy"])

    def go_to(self, name: str, key: str = "Tab") -> None:
        """Press the key until something of that name, or that begins so, has the focus."""
        self.settle()
        passed: list[str] = []
        for _ in range(_MOST_STOPS):
            now = self.stop()
            if now.tag != "BODY":
                self.stops.append(now)
            if now.name.startswith(name) and now.tag not in ("BODY", "MAIN"):
                return
            passed.append(now.name[:30] or now.tag)
            self.press(key)
        raise AssertionError(f"{name!r} cannot be reached; passed {passed}")

    def do(self, name: str, key: str = "Enter") -> None:
        """Go to what has that name and press it."""
        self.go_to(name)
        self.press(key)

    def settle(self) -> None:
        """Until the page does nothing and, if the focus was lost, has had the time to give it back."""
        app = self.page.get_by_test_id("stApp")
        self.page.wait_for_timeout(100)
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=_PATIENCE_MS)
        self.page.wait_for_timeout(300)

    def is_at(self, *names: str) -> None:
        """The focus comes by itself to what has that name, or one of several."""
        self.settle()
        for _ in range(_TRIES):
            now = self.stop()
            if now.name.startswith(names) and now.tag != "BODY":
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"the focus is at {now.tag} {now.name[:60]!r}, not at {names}")

    def unseen(self) -> set[Stop]:
        """Stops that nobody sees, but for the page and a dialog as a whole, in which the keyboard only begins."""
        seen = (one.is_ringed and not one.covered_by for one in self.stops)
        return {one for one, is_seen in zip(self.stops, seen, strict=True) if not is_seen and one.tag not in _WHOLE}
