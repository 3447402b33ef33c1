/** Phones as the server reads them (R52, R54), for comparing and for showing how a number will be read. */

const TYPED = /^[^+\d]*(\+?)([\d\s\p{Zs}\p{Pd}().+/]+)/u;

export function readPhone(typed: string, eightIsSeven = true): string | null {
  const found = TYPED.exec(typed);
  if (!found) return null;
  const digits = (found[2] as string).replace(/\D/g, '');
  const domestic = eightIsSeven && !found[1] && digits.length === 11 && digits.startsWith('8');
  const phone = `+${domestic ? `7${digits.slice(1)}` : digits}`;
  return /^\+\d{8,15}$/.test(phone) ? phone : null;
}

/** `+7 916 123-45-67`; other countries' digits in groups of three, which is better than none. */
export function showPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (!digits || /[^\d\s()+-]/.test(phone)) return phone;
  const russian = /^7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(digits);
  if (russian) return `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}`;
  return digits.length < 8 ? phone : `+${digits.replace(/(?<=\d)(?=(\d{3})+$)/g, ' ')}`;
}

/** Whether typed digits are part of a number, in the spellings that people use for it. */
export function phoneHas(phone: string, typed: string, eightIsSeven = true): boolean {
  const digits = typed.replace(/\D/g, '');
  // A name that happens to hold a digit is not a number.
  if (digits.length < 3 || /[^\d\s()+.\-/]/.test(typed)) return false;
  const number = phone.replace(/\D/g, '');
  if (number.includes(digits)) return true;
  if (typed.trim().startsWith('+') || !eightIsSeven) return false;
  return digits.startsWith('8') && number.startsWith('7') && number.slice(1).startsWith(digits.slice(1));
}

const REGIONS: [string, string][] = [
  ['7', 'RU'],
  ['77', 'KZ'],
  ['76', 'KZ'],
  ['375', 'BY'],
  ['380', 'UA'],
  ['374', 'AM'],
  ['994', 'AZ'],
  ['995', 'GE'],
  ['996', 'KG'],
  ['992', 'TJ'],
  ['998', 'UZ'],
  ['993', 'TM'],
  ['373', 'MD'],
  ['371', 'LV'],
  ['370', 'LT'],
  ['372', 'EE'],
  ['1', 'US'],
  ['20', 'EG'],
  ['27', 'ZA'],
  ['30', 'GR'],
  ['31', 'NL'],
  ['32', 'BE'],
  ['33', 'FR'],
  ['34', 'ES'],
  ['36', 'HU'],
  ['39', 'IT'],
  ['40', 'RO'],
  ['41', 'CH'],
  ['43', 'AT'],
  ['44', 'GB'],
  ['45', 'DK'],
  ['46', 'SE'],
  ['47', 'NO'],
  ['48', 'PL'],
  ['49', 'DE'],
  ['52', 'MX'],
  ['55', 'BR'],
  ['60', 'MY'],
  ['61', 'AU'],
  ['62', 'ID'],
  ['63', 'PH'],
  ['65', 'SG'],
  ['66', 'TH'],
  ['81', 'JP'],
  ['82', 'KR'],
  ['84', 'VN'],
  ['86', 'CN'],
  ['90', 'TR'],
  ['91', 'IN'],
  ['92', 'PK'],
  ['971', 'AE'],
  ['972', 'IL'],
  ['966', 'SA'],
];

/** The country of a number, as a region code; nothing when the list does not know it. */
export function regionOf(phone: string): string | null {
  const digits = phone.replace(/\D/g, '');
  const found = REGIONS.filter(([prefix]) => digits.startsWith(prefix)).sort((a, b) => b[0].length - a[0].length)[0];
  return found?.[1] ?? null;
}
