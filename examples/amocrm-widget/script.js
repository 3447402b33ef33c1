// The chats of a card of amoCRM or Kommo, shown by Parley's window in a frame.
//
// The account signs a token that says who looks ($authorizedAjax sends it in X-Auth-Token); Parley checks it and answers the
// address of the window. Nothing is kept here, and nothing from the frame is executed.
define([], function () {
  'use strict';

  return function () {
    var widget = this;

    function say(place, text) {
      var words = document.createElement('p');
      words.setAttribute('role', 'alert');
      words.textContent = text;
      place.replaceChildren(words);
    }

    function show(place, url) {
      var frame = document.createElement('iframe');
      frame.title = 'Parley';
      frame.src = url;
      frame.allow = 'microphone *; clipboard-write *';
      frame.style.cssText = 'display:block;width:100%;height:70vh;min-height:420px;border:0';
      place.replaceChildren(frame);
    }

    // What Parley says is the matter, in the language of the account.
    function refusal(answer) {
      try {
        var said = JSON.parse(answer.responseText).args;
        return said[widget.system().lang === 'ru' ? 'ru' : 'en'] || widget.i18n('card').away;
      } catch (problem) {
        return widget.i18n('card').away;
      }
    }

    function open(place) {
      var card = APP.data.current_card;
      var id = String((card && card.id) || 0);
      if (id === '0') {
        say(place, widget.i18n('card').save);
        return;
      }
      var entity = widget.system().area.charAt(0) === 'l' ? 'leads' : 'contacts';
      widget.$authorizedAjax({
        url: widget.get_settings().address + '?entity=' + entity + '&id=' + encodeURIComponent(id),
        method: 'GET',
        dataType: 'json',
      }).then(
        function (answer) {
          show(place, answer.url);
        },
        function (answer) {
          say(place, refusal(answer));
        },
      );
    }

    this.callbacks = {
      init: function () {
        return true;
      },
      render: function () {
        if (['lcard', 'ccard'].indexOf(widget.system().area) < 0) return true;
        widget.render_template({
          caption: { class_name: 'parley-caption' },
          body: '<div class="parley-window"></div>',
          render: '',
        });
        return true;
      },
      bind_actions: function () {
        var place = document.querySelector('.parley-window');
        if (place) open(place);
        return true;
      },
      settings: function () {
        return true;
      },
      onSave: function () {
        return true;
      },
      destroy: function () {
        var place = document.querySelector('.parley-window');
        if (place) place.replaceChildren();
      },
    };
    return this;
  };
});
