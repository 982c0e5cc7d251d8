#!/bin/sh
# Sees that the servers which the tests talk to are on this machine. As root on Debian it installs what is missing;
# otherwise it says which packages are missing and fails, before anything has been built in vain.
set -eu

missing=
need() { # PROGRAM PACKAGE
    PATH=$PATH:/usr/sbin command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need nginx nginx-light
need atftpd atftpd
need proftpd proftpd-core
need sshd openssh-server
need ssh-keygen openssh-client
need sftp openssh-client
need lighttpd lighttpd
need curl curl
need lftp lftp
[ -e /usr/lib/proftpd/mod_tls.so ] || missing="$missing proftpd-mod-crypto"

# Debian has one FTP server at a time. The other one is only unpacked, beside the build.
vsftpd=$(dirname "$(readlink -f "$0")")/target/vsftpd
if PATH=$PATH:/usr/sbin command -v vsftpd >/dev/null 2>&1 || [ -x "$vsftpd/usr/sbin/vsftpd" ]; then
    vsftpd=
fi

install() {
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "The tests need these Debian packages, which are not installed:$missing" >&2
        echo "Install them as root: apt-get install --no-install-recommends$missing" >&2
        exit 1
    fi
    echo "Installing for the tests:$missing"
    # In run level 1 a package does not start its service: the tests start servers of their own.
    if ! {
        apt-get -q update &&
            # shellcheck disable=SC2086 -- one word a package
            RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
                install --no-install-recommends $missing
    } >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        echo "These packages could not be installed:$missing" >&2
        exit 1
    fi
}

unpack() {
    [ -n "$vsftpd" ] || return 0
    echo "Unpacking for the tests: vsftpd"
    mkdir -p "$vsftpd.part"
    if ! (
        cd "$vsftpd.part"
        apt-get -q download vsftpd || { apt-get -q update && apt-get -q download vsftpd; }
        dpkg -x vsftpd_*.deb . && [ -x usr/sbin/vsftpd ] && ldd usr/sbin/vsftpd | { ! grep 'not found'; }
    ) >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        echo "vsftpd could not be unpacked into $vsftpd: ITS TESTS ARE SKIPPED" >&2
        rm -rf "$vsftpd.part"
        return 0
    fi
    rm -rf "$vsftpd"
    mv "$vsftpd.part" "$vsftpd"
}

log=$(mktemp)
install
unpack
rm -f "$log"
