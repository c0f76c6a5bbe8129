"""Repository rule: a library of the system, under its upstream Bazel labels.

The compiler finds the headers in the system's include path; the rule adds the
link options that pkg-config names. Static archives are preferred where the
system has them: three dozen shared objects would cost every start of the
program two milliseconds.
"""

# These stay shared: they are the C library's own.
_NEVER_STATIC = ["-lm", "-lpthread", "-ldl", "-lrt", "-lc"]

def _prefer_static(ctx, option):
    archive = "lib%s.a" % option[2:]
    found = ctx.execute(["g++", "-print-file-name=" + archive])

    # g++ prints a path when it finds the file, and the bare name otherwise.
    if found.return_code == 0 and found.stdout.strip().startswith("/"):
        return "-l:" + archive
    return option

# `resolved` remembers what was found: the modules of one library name each
# other's archives again and again.
def _link_options(ctx, options, resolved):
    result = []
    for option in options:
        if not option or option.startswith("-L"):
            continue
        if option.startswith("-l") and option not in _NEVER_STATIC:
            if option not in resolved:
                resolved[option] = _prefer_static(ctx, option)
            option = resolved[option]
        result.append(option)
    return result

def _system_library_impl(ctx):
    rules_by_package = {}
    resolved = {}
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
            (target, _link_options(ctx, options, resolved)),
        )
    for package, rules in rules_by_package.items():
        ctx.file(
            (package + "/" if package else "") + "BUILD.bazel",
            "\n".join(['package(default_visibility = ["//visibility:public"])'] +
                      rules) + "\n",
        )

# `local`: the rule runs again when the Bazel server starts, so that a library
# installed meanwhile is found.
system_library = repository_rule(
    implementation = _system_library_impl,
    attrs = {
        "debian_package": attr.string(mandatory = True),
        "modules": attr.string_dict(mandatory = True),
        "link_instead": attr.string_list(),
    },
    environ = ["PKG_CONFIG_PATH"],
    local = True,
)
