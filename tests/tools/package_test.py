#!/usr/bin/env python3
"""The Debian package: the same bytes each time, and what is in it."""

import filecmp
import os
import shutil
import subprocess
import tempfile
import unittest

HERE = os.getcwd()


def run(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          universal_newlines=True, **options).stdout


def make(folder, umask=0o022):
    """Makes the package in `folder`; its path."""
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1575849600")
    return run(os.path.join(HERE, "tools/package"), "--built", HERE, folder,
               env=environment, preexec_fn=lambda: os.umask(umask)).strip()


@unittest.skipUnless(shutil.which("dpkg-shlibdeps"), "dpkg-dev is not there")
class PackageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        cls.package = make(cls.path("first"))

    @classmethod
    def path(cls, name):
        path = os.path.join(cls.folder, name)
        os.makedirs(path, exist_ok=True)
        return path

    def test_the_same_build_makes_the_same_bytes(self):
        again = make(self.path("again"), umask=0o077)
        self.assertTrue(filecmp.cmp(self.package, again, shallow=False))

    def test_it_holds_the_program_and_what_belongs_to_it(self):
        version = run("dpkg-deb", "--field", self.package, "Version").strip()
        self.assertEqual(os.path.basename(self.package).split("_")[:2],
                         ["telusur", version])
        root = self.path("root")
        run("dpkg-deb", "--extract", self.package, root)
        self.assertEqual(run(os.path.join(root, "usr/bin/telusur"), "--version"),
                         "telusur %s\n" % version)
        for name in ("man/man1/telusur.1.gz", "doc/telusur/copyright",
                     "doc/telusur/README.md", "doc/telusur/query_syntax.md",
                     "bash-completion/completions/telusur",
                     "zsh/vendor-completions/_telusur",
                     "fish/vendor_completions.d/telusur.fish"):
            self.assertTrue(
                os.path.getsize(os.path.join(root, "usr/share", name)), name)

    def test_its_files_are_roots(self):
        for line in run("dpkg-deb", "--contents", self.package).splitlines():
            mode, owner = line.split()[:2]
            self.assertEqual(owner, "root/root", line)
            self.assertRegex(mode, "^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x)$")


if __name__ == "__main__":
    unittest.main()
