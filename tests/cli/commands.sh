# What the tests of the commands share: `t` runs telex with its own files in a folder
# of its own and leaves $out, $error and $status; `is`, `has` and `lacks` say TAP lines.
work=$(mktemp -d "${TMPDIR:-/tmp}/telex-cli.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM
XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data
export XDG_CONFIG_HOME XDG_DATA_HOME
mkdir -p "$work/config/telex"
count=0

t() {
  "${builddir:-.}/src/telex" "$@" >"$work/out" 2>"$work/error" </dev/null
  status=$?
  out=$(cat "$work/out")
  error=$(cat "$work/error")
}
tap() { # succeeded (0 or 1), what was expected, what came
  count=$((count + 1))
  if [ "$1" -eq 1 ]; then echo "ok $count - $2"; else
    echo "not ok $count - $2"
    printf '%s\n' "$3" | sed 's/^/# got: /'
  fi
}
is() { if [ "$1" = "$2" ]; then tap 1 "$3"; else tap 0 "$3" "$1"; fi; }
has() { case $1 in *"$2"*) tap 1 "$3" ;; *) tap 0 "$3" "$1" ;; esac; }
lacks() { case $1 in *"$2"*) tap 0 "$3" "$1" ;; *) tap 1 "$3" ;; esac; }
same() { if cmp -s "$1" "$2"; then tap 1 "$3"; else tap 0 "$3" "$(diff "$1" "$2")"; fi; }
finish() { echo "1..$count"; }
