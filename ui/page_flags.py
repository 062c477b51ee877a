"""Streamlit's flags for our page: this computer only, nothing that asks the network, our colours, the system's fonts.

Flags outrank every configuration file and variable of the person's machine, so the page is the same everywhere.
"""

from __future__ import annotations

ADDRESS = "127.0.0.1"
_MAX_UPLOAD_MB = 200

_QUIET = (
    f"--server.address={ADDRESS}",
    f"--browser.serverAddress={ADDRESS}",
    # Any other name in a request means that a foreign page has its own name resolved to this computer.
    f"--server.allowedHosts={ADDRESS}",
    "--server.allowedHosts=localhost",
    "--server.enableCORS=true",
    "--server.enableXsrfProtection=true",
    "--server.enableStaticServing=false",
    "--server.enableAgentApi=false",
    "--server.headless=true",  # the start command opens the browser, once the page answers
    "--server.showEmailPrompt=false",
    "--server.fileWatcherType=none",
    "--server.runOnSave=false",
    f"--server.maxUploadSize={_MAX_UPLOAD_MB}",
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


def page_flags(port: int) -> list[str]:
    """Every flag of ``streamlit run``. Both themes are there; the page follows what the person's system prefers."""
    return [
        f"--server.port={port}",
        *_QUIET,
        *(f"--theme.{name}={value}" for name, value in _THEME.items()),
        *(f"--theme.light.{name}={value}" for name, value in _LIGHT.items()),
        *(f"--theme.dark.{name}={value}" for name, value in _DARK.items()),
    ]
