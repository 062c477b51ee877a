"""Streamlit's flags for our page: this computer only unless others are let in, nothing that asks the network, our look.

Flags outrank every configuration file and variable of the person's machine, so the page is the same everywhere.
"""

from __future__ import annotations

from ui.access import ONLY_HERE, Access
from ui.access_hosts import in_url, is_every_network
from ui.access_limits import UPLOAD_MB

_MAX_UPLOAD_MB = 200

_QUIET = (
    "--server.enableCORS=true",
    "--server.enableXsrfProtection=true",
    "--server.enableStaticServing=false",
    "--server.enableAgentApi=false",
    "--server.headless=true",  # the start command opens the browser, once the page answers
    "--server.showEmailPrompt=false",
    "--server.fileWatcherType=none",
    "--server.runOnSave=false",
    "--browser.gatherUsageStats=false",
    "--global.developmentMode=false",
    "--client.toolbarMode=minimal",
    "--client.showErrorDetails=none",
    "--client.showErrorLinks=false",
    "--logger.level=warning",
    "--logger.hideWelcomeMessage=true",
    "--runner.magicEnabled=false",
)
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"
_THEME = {"font": _FONT, "headingFont": _FONT, "baseRadius": "0.6rem", "showWidgetBorder": "true"}
_LIGHT = {
    "primaryColor": "#23605a",
    "backgroundColor": "#fdfcf9",
    "secondaryBackgroundColor": "#f3f1ea",
    "textColor": "#23262b",
    "borderColor": "#d9d5ca",
}
_DARK = {
    "primaryColor": "#7cc0b5",
    "backgroundColor": "#17191c",
    "secondaryBackgroundColor": "#212429",
    "textColor": "#e8e6e1",
    "borderColor": "#3b4047",
}


def page_flags(port: int, access: Access = ONLY_HERE) -> list[str]:
    """Every flag of ``streamlit run``. Both themes are there; the page follows what the person's system prefers."""
    return [
        f"--server.port={port}",
        f"--server.address={access.address}",
        f"--browser.serverAddress={in_url(access.address)}",
        *(f"--server.allowedHosts={host}" for host in _hosts(access)),
        f"--server.maxUploadSize={UPLOAD_MB if access.is_open_to_others else _MAX_UPLOAD_MB}",
        *_QUIET,
        *(f"--theme.{name}={value}" for name, value in _THEME.items()),
        *(f"--theme.light.{name}={value}" for name, value in _LIGHT.items()),
        *(f"--theme.dark.{name}={value}" for name, value in _DARK.items()),
    ]


def _hosts(access: Access) -> tuple[str, ...]:
    """The names in requests. Any other means that a foreign page has its own name resolved to this computer.

    Who listens on every network cannot list the addresses; there the gate looks at the names, of all requests.
    """
    return ("*",) if is_every_network(access.address) else (access.address, *access.names)
