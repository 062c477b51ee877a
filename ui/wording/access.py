"""Every word of a chat that is open to other computers: the sign-in page, and what the start command says."""

from __future__ import annotations

TITLE = "Quotewise"
HEADLINE = "Please sign in."
EXPLANATION = "These documents are private. Whoever shares them with you has told you the passphrase."
PASSPHRASE = "Passphrase"  # noqa: S105
SIGN_IN = "Sign in"
WRONG = "That is not the passphrase. Please try again."
TOO_MANY_TRIES = "There were too many tries. Wait a minute, then try again."
UNKNOWN_ADDRESS = "Quotewise is not known by this address. Use the one that you were given."
TOO_MANY_QUESTIONS = "Those were many questions within a minute. Wait a moment, then ask again."

OTHERS_NEED_IT = (
    "The address {address} lets other computers in, so a passphrase is needed: write one into a file and add "
    "--passphrase-file FILE, or put it into the environment variable QUOTEWISE_PASSPHRASE."
)
NO_ADDRESS = "“{address}” is no address. Give one in numbers, such as 0.0.0.0 for all networks of this computer."
TOO_SHORT = "The passphrase has {found} characters; at least {least} are needed. A short sentence is a good one."
UNREADABLE = "The passphrase in “{file}” cannot be read: {reason}."
OPEN_TO_OTHERS = (
    "Other computers that reach this one can open it too, and sign in with the passphrase. What they send and see "
    "crosses the network unencrypted: use it only in a network that you trust."
)
