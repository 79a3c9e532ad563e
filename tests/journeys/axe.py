"""What shuts people out of a page: axe's rules for WCAG 2.0 and 2.1, A and AA."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parents[1] / "web" / "vendor" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def violations(page: Page) -> list[str]:
    """Rule, place and reason of each violation. The debugger evaluates axe, because the page's own policy forbids it."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE})
    session.detach()
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules}).then((result) => result.violations)", RULES)
    return [f"{rule['id']} {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
