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

# Debian has one FTP server and one TFTP server at a time. The other ones are only unpacked, beside the build.
unpacked=$(dirname "$(readlink -f "$0")")/target

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

unpack() { # PROGRAM PACKAGE
    [ ! -x "$unpacked/$2/usr/sbin/$1" ] || return 0
    echo "Unpacking for the tests: $2"
    mkdir -p "$unpacked/$2.part"
    if ! (
        cd "$unpacked/$2.part"
        apt-get -q download "$2" || { apt-get -q update && apt-get -q download "$2"; }
        dpkg -x "$2"_*.deb . && [ -x "usr/sbin/$1" ] && ldd "usr/sbin/$1" | { ! grep 'not found'; }
    ) >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        echo "$2 could not be unpacked into $unpacked/$2: ITS TESTS ARE SKIPPED" >&2
        rm -rf "$unpacked/$2.part"
        return 0
    fi
    rm -rf "${unpacked:?}/$2"
    mv "$unpacked/$2.part" "$unpacked/$2"
}

log=$(mktemp)
install
PATH=$PATH:/usr/sbin command -v vsftpd >/dev/null 2>&1 || unpack vsftpd vsftpd
# Under this name the one that is installed may be atftpd.
unpack in.tftpd tftpd-hpa
rm -f "$log"
