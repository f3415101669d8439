# tables.awk: writes the lists of man pages and the shells' completions from the
# tables that the programs are made of, so that none can fall behind.
#
#   awk -v dir=SRC -f tables.awk TEMPLATE
#
# A line of the template that is @commands@, @subcommands@, @settings@ or @looks@
# becomes a list in mdoc; @NAME:bash@, @NAME:zsh@, @NAME:fish@ within a line of
# another become the words of that list for a shell; @options:SHELL@ is what each
# subcommand's own options are there.

# Divides the row ROW(a, "b", N_("c")) into field[1..n], without quotes.
function divide(row,    i, c, quoted, text, n) {
    sub(/^[A-Z]+\(/, "", row)
    n = 0; text = ""; quoted = 0
    for (i = 1; i <= length(row); i++) {
        c = substr(row, i, 1)
        if (c == "\\" && quoted) { i++; text = text substr(row, i, 1) }
        else if (c == "\"") quoted = !quoted
        else if (quoted) text = text c
        else if (c == ",") { field[++n] = text; text = "" }
        else if (c == "(") text = ""
        else if (c != " " && c != ")") text = text c
    }
    field[++n] = text
    return n
}
function prose(s) {
    gsub(/\\/, "\\e", s)
    gsub(/…/, "\\[u2026]", s)
    gsub(/\. /, ".\n", s)
    gsub(/\n\./, "\n\\\\\\&.", s)
    if (s ~ /^[.']/) s = "\\&" s
    return s
}
# Breaks lines where they grow longer than a source of a man page should.
function fold(s,    part, n, i, out, width) {
    n = split(s, part, " ")
    for (i = 1; i <= n; i++) {
        out = out (i == 1 ? "" : width + length(part[i]) > 76 ? "\n" : " ") part[i]
        width = (i > 1 && width + length(part[i]) > 76 ? 0 : width + 1) + length(part[i])
    }
    return out
}
function sentence(s) { return prose(fold(toupper(substr(s, 1, 1)) substr(s, 2) ".")) }
# One word on a macro's line, where punctuation and names of macros have a meaning.
function word(s) { gsub(/\\/, "\\e", s); return "\\&" s }
function words(s,    part, n, i, out) {
    n = split(s, part, " ")
    for (i = 1; i <= n; i++) out = out " " word(part[i])
    return out
}
function shell_quoted(s) { gsub(/'/, "'\\''", s); return "'" s "'" }

function man_command() {
    print ".It Ic " field[2] (field[3] == "" ? "" : " Pq" words(field[3]))
    print sentence(field[7])
}
function man_subcommand(    s) {
    print ".It Ic " field[2]
    if (field[4] != "") print ".Bd -ragged -compact\n" prose(fold("telex " field[2] " " field[4])) "\n.Ed"
    print sentence(field[5])
}
function man_setting(    range) {
    print ".It Ic " field[2] (field[4] == "" ? "" : " = " word(field[4]))
    print sentence(field[7])
    range = field[6]
    if (field[3] == "BOOL") print "One of yes, no."
    else if (field[3] == "CHOICE") { gsub(/\|/, ", ", range); print "One of " range "." }
    else if (field[3] == "TEXT" || field[3] == "LINES") range = ""
    else if (range != "") { sub(/\.\./, " to ", range); print "From " range (field[3] == "COUNT" ? ", or all." : field[3] == "LEARNT" ? ", or auto." : ".") }
    if (field[5] == "SOURCE") print "May also stand with a source or a section."
    if (field[5] == "OWN") print "Only for a source or a section, in\n.Xr telex-sources 5 ."
}
function man_look() {
    print ".It Ic " field[2] " =" words(field[3])
    print sentence(field[4])
}

# What a shell must know of a subcommand's own options, as its usage names them.
function options_of(command, usage, form,    part, n, i, out) {
    n = split(usage, part, /[^a-z-]+/)
    for (i = 1; i <= n; i++) {
        if (part[i] !~ /^--/) continue
        if (form == "fish") out = out (out == "" ? "" : "\n") "complete -c telex -n '__fish_seen_subcommand_from " command "' -l " substr(part[i], 3)
        else out = out " " part[i]
    }
    if (out == "" || form == "fish") return out
    if (form == "bash") return "    " command ") options=\"$options" out "\" ;;"
    return "  " command ") options+=(" substr(out, 2) ") ;;"
}

function table(name, form,    file, line, n, out, help) {
    file = name == "commands" ? "conf/commands.def" : name == "settings" ? "conf/options.def" : \
           name == "looks" ? "conf/styles.def" : "cli/subcommands.def"
    out = ""
    while ((getline line < (dir "/" file)) > 0) {
        if (line !~ /^(COMMAND|SUBCOMMAND|OPTION|STYLE)\(/) continue
        n = divide(line)
        help = field[n]
        if (name == "options") {
            line = options_of(field[2], field[4], form)
            out = out (out == "" || line == "" ? "" : "\n") line
        }
        else if (form == "bash") out = out (out == "" ? "" : " ") field[2]
        else if (form == "zsh") { gsub(/:/, "\\:", help); out = out (out == "" ? "" : "\n") "    " shell_quoted(field[2] ":" help) }
        else if (form == "fish") out = out (out == "" ? "" : "\n") "complete -c telex -n __fish_use_subcommand -a " field[2] " -d " shell_quoted(help)
        else if (name == "commands") man_command()
        else if (name == "subcommands") man_subcommand()
        else if (name == "settings") man_setting()
        else man_look()
    }
    close(dir "/" file)
    return out
}

/^@[a-z]+@$/ { table(substr($0, 2, length($0) - 2), ""); next }
match($0, /@[a-z]+:[a-z]+@/) {
    split(substr($0, RSTART + 1, RLENGTH - 2), what, ":")
    print substr($0, 1, RSTART - 1) table(what[1], what[2]) substr($0, RSTART + RLENGTH)
    next
}
{ print }
