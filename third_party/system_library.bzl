"""Repository rule: a library of the system, under its upstream Bazel labels.

The compiler finds the headers in the system's include path; the rule adds the
link options that pkg-config names. Static archives are preferred where the
system has them: three dozen shared objects would cost every start of the
program two milliseconds.
"""

_NEVER_STATIC = ["-lm", "-lpthread", "-ldl", "-lrt", "-lc"]

def _link_options(ctx, options):
    result = []
    for option in options:
        if not option or option.startswith("-L"):
            continue
        if option.startswith("-l") and option not in _NEVER_STATIC:
            archive = "lib%s.a" % option[2:]
            found = ctx.execute(["g++", "-print-file-name=" + archive])
            if found.return_code == 0 and found.stdout.strip().startswith("/"):
                option = "-l:" + archive
        result.append(option)
    return result

def _system_library_impl(ctx):
    rules_by_package = {}
    for label, module in ctx.attr.modules.items():
        query = ctx.execute(["pkg-config", "--libs", "--static", module])
        if query.return_code != 0:
            fail(("the library %s is missing; tools/install installs it " +
                  "(Debian package: %s)") % (module, ctx.attr.debian_package))
        options = ctx.attr.link_instead
        if not options:
            options = query.stdout.strip().split(" ")
        package, _, target = label.lstrip("/").partition(":")
        if not target:
            target = package.rpartition("/")[2]
        rules_by_package.setdefault(package, []).append(
            "cc_library(name = %r, linkopts = %r)" %
            (target, _link_options(ctx, options)),
        )
    for package, rules in rules_by_package.items():
        ctx.file(
            (package + "/" if package else "") + "BUILD.bazel",
            "\n".join(['package(default_visibility = ["//visibility:public"])'] +
                      rules) + "\n",
        )

system_library = repository_rule(
    implementation = _system_library_impl,
    attrs = {
        "debian_package": attr.string(mandatory = True),
        "modules": attr.string_dict(mandatory = True),
        "link_instead": attr.string_list(),
    },
    environ = ["CC", "PKG_CONFIG_PATH"],
    local = True,
)
