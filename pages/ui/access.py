"""Who may enter this copy, and who sees what in it."""

from __future__ import annotations

import streamlit as st

from hosting.settings import LOCAL, READ_ONLY, UPLOADS, settings

_OWN = "What you bring or correct stays in your own session"
_WHO_SEES = {
    LOCAL: (
        "This copy is open: whoever can reach its address sees its articles and may bring others. "
        f"{_OWN}, which no other reader sees; it is not written to the disk and is gone when you "
        "close or reload the page."
    ),
    READ_ONLY: (
        "This copy is shared and for reading only: everybody who may enter sees these articles. "
        "What you correct stays in your own session, which no other reader sees, and is gone "
        "when you close or reload the page."
    ),
    UPLOADS: (
        "This copy is shared: everybody who may enter sees its articles. "
        f"{_OWN}: no other reader sees it, it is not written to the disk, and it is gone within "
        "two minutes after you close or reload the page. Whoever runs the server could see it."
    ),
}
_NO_SIGN_IN = "Nobody signs in: whoever can reach this address may enter."


def admitted() -> bool:
    """Whether the reader may enter; draws the sign-in, or why not, when not.

    Raises:
        SettingsFault: the settings are broken.
    """
    current = settings()
    if not current.sign_in:
        return True
    if not st.user.is_logged_in:
        st.text("This copy is for those who sign in.")
        st.button("Sign in", icon=":material/login:", on_click=st.login)
        return False
    verified = st.user.get("email_verified") in (True, "true")
    if current.admits(_address(), verified):
        return True
    why = "is not on the list of those who may enter this copy"
    if not verified:
        why = "may not enter: the sign-in service does not say that this address was verified"
    st.error("You are signed in, but may not enter.", icon=":material/block:")
    st.text(f"{_address() or 'An account without an e-mail address'} {why}.")
    _sign_out()
    return False


def who_sees() -> str:
    """Who can see what in this copy, in plain words."""
    current = settings()
    words = _WHO_SEES[current.mode]
    return words if current.sign_in or not current.is_hosted else f"{words} {_NO_SIGN_IN}"


def show_who_sees() -> None:
    """Draws at the foot of the sidebar who sees what, in a shared copy."""
    current = settings()
    if not current.is_hosted:
        return
    with st.sidebar.expander("Who sees what", icon=":material/visibility:"):
        st.text(who_sees())
        if current.sign_in:
            st.text(f"You are signed in as {_address()}.")
            _sign_out()


def _address() -> str:
    return str(st.user.get("email") or "")


def _sign_out() -> None:
    st.button("Sign out", key="sign-out", icon=":material/logout:", on_click=st.logout)
