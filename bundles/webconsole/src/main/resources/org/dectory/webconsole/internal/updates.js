/* The part of the overview about updates: sends files and addresses, and keeps what it shows up to date without loading the page. */
(function () {
    'use strict';

    var section = document.getElementById('updates');
    if (!section) {
        return;
    }
    var address = section.dataset.address;
    var notice = document.getElementById('updates-notice');
    var fileForm = document.getElementById('updates-file');
    var chosen = document.getElementById('updates-chosen');
    var sent = document.getElementById('updates-sent');
    var cancel = document.getElementById('updates-cancel');
    var send = fileForm.querySelector('button');
    var timer = 0;

    function now() {
        return document.getElementById('updates-now');
    }

    /** Says something; a reader of the screen reads it aloud. */
    function say(text, bad) {
        if (notice.textContent !== text) {
            notice.textContent = text;
        }
        notice.className = bad ? 'bad' : 'good';
    }

    /** Puts a part in the place of another, dressed as the console dresses the rest of the page when that is loaded. */
    function put(fresh, old) {
        if (window.jQuery && window.initStaticWidgets) {
            window.jQuery(old).replaceWith(fresh);
            window.initStaticWidgets(fresh);
        } else {
            old.replaceWith(fresh);
        }
    }

    /** Puts what the appliance answered into the page. The keyboard stays where it was, if that is still there. */
    function show(text, status) {
        var fresh = new DOMParser().parseFromString(text, 'text/html').getElementById('updates-now');
        if (!fresh && status === 403) {
            say('The appliance does not take this from here any more. Load the page again.', true);
            return;
        }
        if (!fresh) {
            away();
            return;
        }
        var old = now();
        var focused = old.contains(document.activeElement) ? document.activeElement : null;
        put(document.adoptNode(fresh), old);
        say(fresh.dataset.notice, Number(fresh.dataset.status) >= 400);
        if (focused) {
            var same = Array.from(fresh.querySelectorAll('button')).find(function (button) {
                return button.value === focused.value;
            });
            (same || notice).focus({preventScroll: true});
        }
        if (fresh.dataset.busy === 'true') {
            later(1000);
        }
    }

    function later(milliseconds) {
        clearTimeout(timer);
        timer = setTimeout(look, milliseconds);
    }

    function away() {
        say('The appliance does not answer now; it may be restarting. This page goes on asking.', true);
        later(2000);
    }

    function ask(options) {
        clearTimeout(timer);
        return fetch(address, Object.assign({credentials: 'same-origin', cache: 'no-store'}, options)).then(
            function (response) {
                return response.text().then(function (text) {
                    show(text, response.status);
                });
            }
        ).catch(away);
    }

    function look() {
        return ask({});
    }

    function press(form, button) {
        var fields = new URLSearchParams(new FormData(form));
        fields.set('token', now().dataset.token);
        fields.set('action', button.value);
        button.disabled = true;
        ask({method: 'POST', body: fields}).then(function () {
            button.disabled = false;
            if (document.activeElement === document.body) {
                (document.contains(button) ? button : notice).focus({preventScroll: true});
            }
        });
    }

    function sending(on) {
        send.disabled = on;
        cancel.hidden = !on;
        sent.hidden = !on;
        sent.value = 0;
        if (on) {
            cancel.focus();
        } else if (document.activeElement === cancel || document.activeElement === document.body) {
            send.focus({preventScroll: true});
        }
    }

    function upload(file) {
        if (file.size > Number(section.dataset.most)) {
            say('The file is longer than an update may be.', true);
            return;
        }
        var request = new XMLHttpRequest();
        request.open('POST', address);
        request.setRequestHeader('Content-Type', 'application/octet-stream');
        request.setRequestHeader('X-Dectory-Token', now().dataset.token);
        request.upload.onprogress = function (event) {
            if (event.lengthComputable) {
                sent.value = 100 * event.loaded / event.total;
            }
        };
        request.upload.onload = function () {
            sent.value = 100;
            say('The appliance checks the update.', false);
        };
        request.onload = function () {
            chosen.value = '';
            sending(false);
            show(request.responseText, request.status);
        };
        request.onerror = function () {
            sending(false);
            // What was refused before it had come whole breaks off; the appliance knows why.
            look();
        };
        request.onabort = function () {
            sending(false);
            say('Nothing was sent.', false);
        };
        cancel.onclick = function () {
            request.abort();
        };
        clearTimeout(timer);
        say('The update is being sent.', false);
        sending(true);
        request.send(file);
    }

    section.addEventListener('submit', function (event) {
        event.preventDefault();
        if (event.target === fileForm) {
            upload(chosen.files[0]);
            return;
        }
        press(event.target, event.submitter || event.target.querySelector('button'));
        if (event.target.id === 'updates-url') {
            document.getElementById('updates-password').value = '';
        }
    });

    fileForm.hidden = false;
    if (now().dataset.busy === 'true') {
        later(1000);
    }
}());
