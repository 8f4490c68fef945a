// Genvejstasterne.

export const daKeys = {
  title: 'Genvejstaster',
  open: 'Genvejstaster',
  key: 'Tast',
  does: 'Gør',
  close: 'Luk',
  off: 'Slå genvejstaster fra',
  onList: {
    j: 'Næste mail på listen',
    k: 'Forrige mail på listen',
    Enter: 'Åbn mailen',
    x: 'Sæt eller fjern kryds',
    b: 'Begynd med den første',
    '/': 'Søg',
    u: 'Fortryd det sidste svar',
    '?': 'Vis genvejstasterne',
  },
  onMail: {
    Enter: 'Bekræft forslaget',
    '1-9': 'Læg i den kø, der har tallet',
    '/': 'Find en anden kø',
    a: 'Ikke til os: en anden myndighed',
    s: 'Ikke til os: spam',
    p: 'Ikke til os: privat',
    l: 'Udsæt',
    n: 'Skriv en note',
    j: 'Spring over',
    t: 'Til listen',
    u: 'Fortryd det sidste svar',
    '?': 'Vis genvejstasterne',
  },
}
