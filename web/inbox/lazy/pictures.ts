/** About two hundred pictures with their names in both languages: `picture ru|en`, one a line. */
import { language } from '../../shared/i18n';

const SOURCE = `
😀 улыбка радость|smile grin
😃 улыбка смех|smile happy
😄 смех радость|laugh happy
😁 ухмылка зубы|beam grin
😆 хохот|laugh squint
😅 уф пот|sweat phew
😂 слёзы смех|tears joy
🙂 улыбка лёгкая|slight smile
🙃 вверх тормашками|upside down
😉 подмигивание|wink
😊 румянец довольный|blush pleased
😇 ангел нимб|angel halo
🥰 любовь сердечки|love hearts
😍 влюблён глаза|heart eyes
😘 поцелуй|kiss
😋 вкусно|yum tasty
😜 язык шутка|tongue joke
🤗 обнимаю|hug
🤔 думаю|thinking
🤝 рукопожатие договорились|handshake deal
🤩 восторг звёзды|star struck wow
🥳 праздник вечеринка|party celebrate
😎 крутой очки|cool sunglasses
🤓 умник|nerd
🧐 монокль изучаю|monocle
😐 без эмоций|neutral
😑 молчу|expressionless
🙄 закатить глаза|eye roll
😏 усмешка|smirk
😌 облегчение спокойно|relieved
😴 сплю|sleep
😷 маска болею|mask ill
🤒 температура|fever
🤧 насморк|sneeze
🥵 жарко|hot
🥶 холодно|cold
🤯 взрыв мозга|mind blown
😕 растерян|confused
😟 тревога|worried
🙁 грусть|sad frown
😮 удивление|surprised
😲 изумление|astonished
😳 смущение|flushed
🥺 умоляю|pleading
😢 слеза|cry
😭 рыдаю|sob
😱 ужас|scream
😤 пар из ноздрей|triumph huff
😡 злость|angry
🤬 ругань|cursing
💩 какашка|poop
👍 хорошо да палец вверх|thumbs up yes ok
👎 плохо нет палец вниз|thumbs down no
👌 окей отлично|ok fine
✌️ победа мир|victory peace
🤞 на удачу|fingers crossed luck
🤙 созвонимся|call me
👋 привет пока|wave hello bye
👏 аплодисменты браво|clap bravo
🙌 ура руки|hooray hands
🙏 спасибо пожалуйста|thanks please
💪 сила|muscle strong
✍️ пишу подпись|writing sign
👇 вниз ниже|down below
👆 вверх выше|up above
👉 вправо сюда|right point
👈 влево|left point
☝️ внимание важно|index point
✋ стоп рука|hand stop
🤷 не знаю|shrug
🤦 рука лицо|facepalm
👀 глаза смотрю|eyes look
👤 человек клиент|person client
👥 люди команда|people team
👨‍💼 сотрудник менеджер|employee office
👷 рабочий монтажник|builder worker
🚚 доставка грузовик|delivery truck
🚛 фура|lorry truck
🚗 машина|car
🏎️ быстро гонка|fast race
✈️ самолёт|plane
🚆 поезд|train
🚢 корабль|ship
🏠 дом|house home
🏢 офис здание|office building
🏪 магазин|shop store
🏭 завод|factory
🔧 ключ ремонт|wrench repair
🔨 молоток монтаж|hammer build
🛠️ инструменты|tools
🚪 дверь|door
🪟 окно|window
🛋️ диван мебель|sofa furniture
🛏️ кровать|bed
💡 лампа идея|bulb idea
🔋 батарея|battery
📦 посылка коробка|parcel box
🎁 подарок|gift
🛒 корзина покупка|cart buy
🛍️ покупки пакеты|shopping bags
🏷️ ценник скидка|tag price
💳 карта оплата|card payment
💰 деньги мешок|money bag
💵 доллары наличные|cash dollars
💶 евро|euro
🧾 чек счёт|receipt bill
📄 документ|document page
📃 договор|contract paper
📑 документы закладки|bookmarks papers
📋 список планшет|clipboard list
📎 скрепка вложение|paperclip attachment
🖊️ ручка|pen
✏️ карандаш|pencil
📐 чертёж угольник|ruler drawing
📏 линейка размер|ruler size
📊 график диаграмма|chart
📈 рост|growth up
📉 падение|decline down
📅 дата календарь|date calendar
⏰ будильник время|alarm time
⏳ ждём часы|hourglass wait
⌛ время вышло|time over
🕐 час|clock
📞 телефон звонок|phone call
📱 мобильный|mobile
☎️ телефон|telephone
💻 ноутбук|laptop
🖥️ компьютер|computer
🖨️ принтер|printer
📷 фото камера|photo camera
🎥 видео|video
🎤 микрофон голос|microphone voice
🔊 громко звук|loud sound
📧 почта письмо|mail email
✉️ конверт|envelope
📍 место адрес|place address pin
🗺️ карта местности|map
🌍 мир земля|world earth
🔗 ссылка|link
🔒 закрыто замок|lock closed
🔑 ключ доступ|key access
✅ готово сделано|done check
☑️ отмечено|checked
✔️ галочка|tick
❌ нет крест|no cross
❗ важно восклицание|important exclamation
❓ вопрос|question
⚠️ осторожно внимание|warning
🚫 запрет|forbidden
⛔ стоп въезд запрещён|stop no entry
💯 сто отлично|hundred perfect
🔥 огонь|fire hot
⭐ звезда|star
🌟 сияние|glowing star
✨ блеск|sparkles
⚡ молния быстро|lightning fast
💥 взрыв|boom
🎉 ура праздник|party tada
🎊 конфетти|confetti
🎂 торт день рождения|cake birthday
🍾 шампанское|champagne
🥂 чокнуться|cheers
☕ кофе|coffee
🍵 чай|tea
🍕 пицца|pizza
🍎 яблоко|apple
🌹 роза|rose
💐 букет цветы|bouquet flowers
🌸 цветок весна|blossom spring
🌻 подсолнух|sunflower
🌲 ёлка дерево|tree
❄️ снег зима|snow winter
☀️ солнце|sun
🌧️ дождь|rain
🌈 радуга|rainbow
❤️ сердце любовь|heart love
🧡 оранжевое сердце|orange heart
💛 жёлтое сердце|yellow heart
💚 зелёное сердце|green heart
💙 синее сердце|blue heart
💜 фиолетовое сердце|purple heart
🖤 чёрное сердце|black heart
🤍 белое сердце|white heart
💔 разбитое сердце|broken heart
🐱 кот кошка|cat
🐶 собака|dog
🐻 медведь|bear
🦊 лиса|fox
🐝 пчела|bee
🦋 бабочка|butterfly
⚽ футбол мяч|football ball
🏆 кубок победа|trophy win
🥇 первое место|gold first
🎯 цель|target goal
🚀 ракета старт|rocket launch
🆗 ок|ok
🆕 новинка|new
🆓 бесплатно|free
🔝 топ лучший|top best
➕ плюс|plus
➖ минус|minus
➡️ стрелка вправо|arrow right
⬅️ стрелка влево|arrow left
🔴 красный|red
🟡 жёлтый|yellow
🟢 зелёный|green
🔵 синий|blue
⚫ чёрный|black
⚪ белый|white
`;

interface Named {
  picture: string;
  words: string;
  both: string;
}

export const PICTURES: Named[] = SOURCE.trim()
  .split('\n')
  .map((line) => {
    const space = line.indexOf(' ');
    const [ru = '', en = ''] = line.slice(space + 1).split('|');
    return { picture: line.slice(0, space), words: language() === 'ru' ? ru : en, both: `${ru} ${en}` };
  });

/** Pictures of which a word begins so, in either language. */
export function named(typed: string): Named[] {
  const wanted = typed.toLocaleLowerCase().replace(/ё/g, 'е');
  return PICTURES.filter(({ both }) =>
    both
      .replace(/ё/g, 'е')
      .split(' ')
      .some((word) => word.startsWith(wanted)),
  );
}
