"""A policy and its texts are read from regular files, and from nothing that leads elsewhere."""

import os
from pathlib import Path

import pytest

from amana.cli.policy_file import FileMissing, open_policy

POLICY = """\
amana: 1
service: shop
title: {en: "Policy"}
controller: {name: {en: "Shop"}, email: privacy@example.org}
languages: [en]
texts: {en: privacy.en.md}
promises:
  P1: {contact: [email]}
"""


def test_a_text_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """What a link leads to would be published."""
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "elsewhere").write_text("secret", encoding="utf-8")
    (tmp_path / "privacy.en.md").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileMissing):
        open_policy(tmp_path / "policy.yaml")


def test_a_pipe_is_no_policy(tmp_path: Path) -> None:
    """Opening it does not wait for somebody to write."""
    os.mkfifo(tmp_path / "policy.yaml")
    with pytest.raises(FileMissing):
        open_policy(tmp_path / "policy.yaml")
