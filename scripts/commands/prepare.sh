# Sourced by the commands in scripts/: checks Node, installs packages and builds, each only when something changed.
# Expects $root; gives up with one line.

refuse() {
  echo "$1" >&2
  exit 1
}

need_node() {
  command -v node >/dev/null 2>&1 || refuse 'Node.js is missing: install version 20.19 or newer'
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    refuse "Node.js 20.19 or newer is needed, this is $(node --version)"
}

# The lock file that the installed packages belong to is kept beside them.
install_packages() {
  lock="$root/package-lock.json"
  stamp="$root/node_modules/.installed-package-lock.json"
  cmp -s "$lock" "$stamp" 2>/dev/null && return 0
  # Installed by hand since the lock file last changed.
  if [ "$root/node_modules/.package-lock.json" -nt "$lock" ]; then
    cp "$lock" "$stamp" 2>/dev/null || true
    return 0
  fi
  command -v npm >/dev/null 2>&1 || refuse 'npm is missing: install it, it usually comes with Node.js'
  echo 'Installing packages (once; a minute or two)' >&2
  # An account without a home of its own cannot hold npm's cache there.
  [ -w "${HOME:-/nonexistent}" ] || export npm_config_cache="$root/.cache/npm"
  mkdir -p "$root/.cache" 2>/dev/null || refuse "The folder $root cannot be written by this user: packages cannot be installed"
  if ! (cd "$root" && npm ci --no-audit --no-fund --loglevel=error) >"$root/.cache/install.log" 2>&1; then
    grep -q ENOSPC "$root/.cache/install.log" && refuse "The disk that holds $root is full: free some space and start again"
    grep -qE 'ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED' "$root/.cache/install.log" &&
      refuse 'The npm registry cannot be reached: the first start needs it'
    tail -n 15 "$root/.cache/install.log" >&2
    refuse "Packages could not be installed; all that npm said is in .cache/install.log"
  fi
  cp "$lock" "$stamp"
}

build() {
  if ! built=$(cd "$root" && node scripts/build.mjs --quiet 2>&1); then
    case $built in
      *ENOSPC*) refuse "The disk that holds $root is full: free some space and start again" ;;
      *EACCES* | *EPERM*) refuse "The folder $root cannot be written by this user, and the build is out of date" ;;
    esac
    echo "$built" >&2
    refuse 'The build failed'
  fi
}

prepare() {
  need_node
  install_packages
  build
}
