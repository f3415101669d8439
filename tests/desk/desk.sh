# What the tests of the desk share, beside tests/cli/commands.sh: `play` starts the
# server of tests/fetch on the folder $web and sets $site; `parser fake` and `parser
# real` choose who reads; `sources` writes the sources file from its standard input.
. "$srcdir/tests/cli/commands.sh"
web=$work/web file=$work/config/telex/sources
mkdir "$web" "$work/bin"
ln -s "$builddir/src/telex-desk" "$work/bin/telex-desk"
TELEX_LIBEXECDIR=$work/bin TELEX_NOW=1577836800
export TELEX_LIBEXECDIR TELEX_NOW

parser() {
  case $1 in
    fake) ln -sf "$builddir/tests/desk/fake_parser" "$work/bin/telex-parse" ;;
    real) ln -sf "$builddir/src/telex-parse" "$work/bin/telex-parse" ;;
  esac
}
play() {
  mkfifo "$work/hold"
  "$builddir/tests/fetch/server" --log "$work/requests" "$web" <"$work/hold" >"$work/port" &
  exec 9>"$work/hold"
  while [ ! -s "$work/port" ]; do sleep 0.01; done
  site=http://127.0.0.1:$(cat "$work/port")
}
sources() { cat >"$file"; }
later() { TELEX_NOW=$((TELEX_NOW + $1)); }
asked() { grep -c "	$1" "$work/requests"; } # how often a path was asked for
# What the store holds, by SQLite's own means where it is installed.
whole() {
  if command -v sqlite3 >/dev/null 2>&1; then is "$(sqlite3 "$1/news.db" 'PRAGMA integrity_check')" ok "$2"; else
    tap 1 "$2 # SKIP sqlite3 is not installed"
  fi
}
