/// The hosts of addresses that tell nothing of their owner: mail services that anybody may join, and the handles of
/// payment apps.
///
/// Any other host may be somebody's own, named after the holder or the firm, so that it says who the holder is.
enum PublicHosts {
  private static let mail: Set<String> = [
    "aol.com", "bol.com.br", "btinternet.com", "duck.com", "eircom.net", "email.cz", "fastmail.com",
    "free.fr", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net",
    "googlemail.com", "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.es", "hotmail.fr",
    "hotmail.it", "icloud.com", "inbox.lv", "inbox.lt", "interia.pl", "laposte.net", "libero.it",
    "live.co.uk", "live.com", "live.ie", "mac.com", "mail.com", "mail.ee", "mail.ru", "me.com",
    "msn.com", "naver.com", "o2.pl", "onet.pl", "orange.fr", "outlook.com", "outlook.de",
    "outlook.ie", "posteo.de", "proton.me", "protonmail.com", "qq.com", "rambler.ru",
    "rediffmail.com", "seznam.cz", "sfr.fr", "sky.com", "t-online.de", "tuta.com", "tutanota.com",
    "ukr.net", "virgilio.it", "wanadoo.fr", "web.de", "wp.pl", "yahoo.co.in", "yahoo.co.uk",
    "yahoo.com", "yahoo.de", "yahoo.es", "yahoo.fr", "yahoo.ie", "yahoo.in", "yahoo.it",
    "yandex.com", "yandex.ru", "ymail.com", "zoho.com", "163.com", "126.com",
  ]

  private static let apps: Set<String> = [
    "abfspay", "airtel", "allbank", "apl", "aubank", "axisb", "axisbank", "axl", "barodampay",
    "boi", "centralbank", "cnrb", "dbs", "dlb", "fbl", "federal", "freecharge", "hdfcbank",
    "hdfcbankjd", "hsbc", "ibl", "icici", "idbi", "idfcbank", "idfcfirst", "ikwik", "indianbank",
    "indus", "iob", "jio", "jupiteraxis", "kbl", "kotak", "mahb", "naviaxis", "okaxis", "okbizaxis",
    "okhdfcbank", "okicici", "oksbi", "paytm", "payzapp", "pingpay", "pnb", "postbank", "psb",
    "ptaxes", "pthdfc", "ptsbi", "ptyes", "rapl", "rbl", "sbi", "sib", "slice", "superyes",
    "tapicici",
    "timecosmos", "uboi", "uco", "unionbank", "upi", "waaxis", "wahdfcbank", "waicici", "wasbi",
    "yapl", "ybl", "yes", "yesbank", "yespay", "yescred",
  ]

  /// Returns true where a host, the part of an address behind its sign, tells nothing of the owner.
  static func contain(_ host: String) -> Bool {
    let host = host.lowercased()
    return mail.contains(host) || apps.contains(host)
  }
}
