#!/bin/bash
# Make sure that the programs which the tests drive are here: a browser, Chinese glyphs, Redis, nginx, PostgreSQL.
# Installs what is missing where that is possible (root and apt). What stays missing is one loud line, and a
# failure with CI=true: a suite that quietly leaves its hard half out is worse than none.
set -u

have_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
have_redis() { command -v redis-server; }
have_nginx() { command -v nginx || [ -x /usr/sbin/nginx ]; }
have_postgres() { command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb'; }
have_chinese() { compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' || fc-list :lang=zh 2>/dev/null | grep -q .; }

missing() {
    have_chromium >/dev/null 2>&1 || echo chromium
    have_redis >/dev/null 2>&1 || echo redis-server
    have_nginx >/dev/null 2>&1 || echo nginx-light
    have_postgres >/dev/null 2>&1 || echo postgresql
    have_chinese >/dev/null 2>&1 || echo fonts-noto-cjk
}

wanted=$(missing)
[ -z "$wanted" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "安装测试所需的程序 / installing for the tests:" $wanted
    export DEBIAN_FRONTEND=noninteractive
    # The package would start a cluster of its own; the tests start theirs, so this one is not wanted.
    mkdir -p /etc/postgresql-common
    [ -f /etc/postgresql-common/createcluster.conf ] \
        || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
    log=$(mktemp)
    { apt-get update -q && apt-get install -qy --no-install-recommends $wanted; } >"$log" 2>&1 </dev/null \
        || tail -20 "$log"
    rm -f "$log"
    wanted=$(missing)
    [ -z "$wanted" ] && exit 0
fi

echo "**** 缺少程序，相关测试将跳过 / MISSING PROGRAMS, their tests are skipped:" $wanted "****"
[ "${CI:-}" = true ] && exit 1
exit 0
