internal import PaymentGraph

/// The texts by which statements name a balance or a total, in the languages of banks.
///
/// A text names one only as a whole, by words that all belong to such texts: a name that begins with one of them, such
/// as `Total Energies` or `Page & Sons`, is a name, and `Saldo Rechnung 12` is the text of a payment.
enum BalanceWords {
  /// The thing that a text names.
  enum Meaning: Comparable {
    /// A word that payments have as well: `Saldo`, which may pay the rest of a bill.
    case possibleBalance
    /// A balance and its place: `Opening balance`, `Endsaldo`.
    case balance
    /// A sum of rows: `Total`, `Summe Soll`.
    case total
    /// The number of a page.
    case page
  }

  /// The longest text that is examined.
  private static let limit = 80

  /// Returns the meaning of a whole text; nil where it is any other text.
  static func meaning(of text: String) -> Meaning? {
    guard !text.isEmpty, text.utf8.count <= limit else { return nil }
    if let found = characterMeaning(of: text) { return found }
    var found: Set<Word> = []
    for part in abbreviations(of: text).split(whereSeparator: { !$0.isLetter && $0 != "\u{301}" }) {
      guard let word = word(String(part)) else { return nil }
      found.insert(word)
    }
    if found.contains(.whole) { return .balance }
    // A balance in Romanian; in English the word for what was sold.
    if text.lowercased() == "sold" { return nil }
    if found.contains(.balance) {
      return found.contains(.place) || found.contains(.moved) || found.contains(.onwards)
        ? .balance : .possibleBalance
    }
    if found.contains(.total) { return .total }
    if found.contains(.moved), found.contains(.onwards) { return .balance }
    return found.contains(.page) ? .page : nil
  }

  /// Returns true where a text has the word for a balance among others.
  static func namesBalance(_ text: String) -> Bool {
    text.split { !$0.isLetter }.contains { word(String($0)) == .balance }
  }

  /// Returns true for one word that tells the place of a balance: `CLOSE`, beside which another cell may say `BALANCE`.
  static func isPlace(_ text: String) -> Bool { word(text) == .place }

  /// Returns true for a total that is named by a word alone, which may be a name as well.
  static func isBare(_ text: String) -> Bool {
    ["TOTAL", "SUMMA", "SUMA", "SUM"].contains(StatementText.normal(text))
  }

  /// The part that a word has in such a text.
  private enum Word {
    /// The word alone names a balance and its place.
    case whole
    case balance, total, page
    /// The place of a balance: opening, final.
    case place
    /// Two words that make a balance of a page: brought and forward.
    case moved, onwards
    /// A word that may stand beside the others.
    case beside
  }

  /// Returns the part of a word; nil for one that no such text has.
  private static func word(_ written: String) -> Word? {
    let word = written.lowercased()
    if let known = words[word] { return known }
    return MonthNames.month(word) != nil
      || written.count == 3 && Currency(written.uppercased()) != nil
      ? .beside : nil
  }

  /// Returns a text with the abbreviations of balances written as words: `B/F`, `Sub-Total c/f`.
  private static func abbreviations(of text: String) -> String {
    guard text.contains("/") else { return text }
    var words = text.lowercased().replacing(" / ", with: "/").split(separator: " ").map(String.init)
    for index in words.indices {
      let plain = words[index].filter { $0 != "." && $0 != ":" }
      for start in ["", "balance", "bal"] {
        for mark in marks where plain == start + mark || plain == start + mark + "wd" {
          words[index] = "\(start) brought forward"
        }
      }
    }
    return words.joined(separator: " ")
  }

  private static let marks = ["b/f", "c/f", "b/d", "c/d", "o/b", "c/b"]

  /// Returns the meaning of a text without spaces between words.
  private static func characterMeaning(of text: String) -> Meaning? {
    guard let first = text.unicodeScalars.first, first.value >= 0x3000 else { return nil }
    let plain = text.filter { !$0.isWhitespace && !$0.isNumber && !$0.isPunctuation }
    if characters.contains(plain) { return .balance }
    if ["残高", "余额", "餘額", "結餘", "结余", "잔액"].contains(plain) { return .possibleBalance }
    return ["合計", "合计", "总计", "總計", "小计", "小計", "합계"].contains(plain) ? .total : nil
  }

  private static let characters: Set<String> = [
    "繰越", "前月繰越", "前頁繰越", "次頁繰越", "前期繰越", "期首残高", "期末残高", "繰越残高", "期初余额", "期末余额",
    "承前页", "次月繰越", "前月残高", "今月残高", "翌月繰越",
    "上期余额", "上期结余", "本期余额", "期初餘額", "期末餘額", "承前結餘", "이월", "전월이월", "이월잔액", "기초잔액",
    "기말잔액",
  ]

  private static let words: [String: Word] = {
    var words: [String: Word] = [:]
    for (part, texts) in lists {
      for text in texts.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        words[String(text)] = part
      }
    }
    return words
  }()

  private static let lists: [(Word, String)] = [
    (
      .beside,
      """
      the of as at on for from to in by your our this account acct current available ledger book date
      period statement month year day and amount amounts count number no nr
      a d l s al alla allo agli am an au aux ao aos auf bei bis da dal dalla das de dei del della dello den der des di die do
      du e el en et för für i il im in la las le les lo los met mit na nach naar och og op par per pr por pour pro
      til till über und van vom von vor y z zum zur zu
      konto kontos kontot rekening compte cuenta conto conta rachunku rachunek účtu účet tili tilin hesap счета счёта
      datum fecha data dato date période periode periodo período zeitraum okres okresu období dönem период периода
      debit debits credit credits withdrawal withdrawals deposit deposits payments receipts transactions
      soll haben belastungen gutschriften umsatz umsätze umsaetze einnahmen ausgaben débit débits crédit crédits
      opérations mouvements debe haber débitos créditos cargos abonos movimientos dare avere addebiti accrediti
      movimenti debet credit af bij débito crédito obroty uznania obciążenia obraty mutaties
      kohta seisuga perioodi perioodil konto kontol deebet kreedit sissetulekud väljaminekud
      sąskaitos sąskaitoje laikotarpio laikotarpiui dienos dienai debetas kreditas
      konta kontā perioda periodā dienas debets kredīts uz
      cont contul la din perioada perioadei debitor creditor
      на за към към сметка сметката периода дебит кредит дебитни кредитни рахунку рахунок рахунка період періоду
      računa računu računa na dan za razdoblje razdoblja potražuje duguje isplate uplate
      időszak időszaki számla terhelés jóváírás
      λογαριασμού περιόδου χρέωση πίστωση χρεώσεων πιστώσεων
      disponível disponibile disponible verfügbar dia día giorno jour tag dag dagen bulan tanggal số kỳ ngày iš kraju početku
      """
    ),
    (
      .balance,
      """
      balance balances bal saldo saldos solde soldes saldot kontostand saldi balans zůstatek zostatok bakiye bakiyesi
      остаток сальдо egyenleg kontosaldo bestand salda stav
      likutis likučiai atlikums atlikumi sold solduri салдо наличност залишок stanje stanja υπόλοιπο υπολοιπο baki
      dư رصيد الرصيد יתרה יתרת
      """
    ),
    (
      .place,
      """
      opening closing starting ending beginning initial final previous last start end old new prior
      anfänglicher alter alte altes neuer neue neues letzter vorheriger vortrag
      initial initiale finale ancien nouveau nouvel précédent precedent antérieur ouverture clôture cloture départ
      inicial anterior apertura cierre nuevo previo
      iniziale precedente chiusura
      vorig vorige nieuw nieuwe begin eind oud oude
      abertura fechamento encerramento
      początkowe poczatkowe końcowe koncowe poprzednie początek koniec
      počáteční pocatecni konečný konecny předchozí
      ingående utgående inngående udgående primo ultimo alku loppu
      açılış kapanış devreden önceki
      входящий исходящий входящее исходящее начальный конечный начальное конечное
      nyitó záró alt neu atual actual attuale actuel ny nytt nya gammel gammal tidligere έναρξης λήξης αρχής τέλους open close
      pradinis galutinis pradžiai pradžioje pabaigai pabaigoje ankstesnis naujas
      sākuma beigu sākumā beigās iepriekšējais jaunais ienākošais izejošais
      inițial initial inițiale precedent anterioare
      начално крайно предходно начален краен вхідний вихідний початковий кінцевий
      početno početni konačno konačni završno novo prethodno začetno začetni končno končni
      αρχικό αρχικο τελικό τελικο νέο νεο προηγούμενο προηγουμενο
      awal akhir đầu cuối افتتاحي الافتتاحي ختامي الختامي سابق السابق פתיחה סגירה קודמת
      """
    ),
    (
      .whole,
      """
      anfangssaldo endsaldo schlusssaldo schlußsaldo eröffnungssaldo eroeffnungssaldo abschlusssaldo startsaldo
      saldovortrag anfangsbestand endbestand anfangskontostand endkontostand saldoübertrag saldouebertrag
      beginsaldo eindsaldo openingssaldo eindstand beginstand slutsaldo primosaldo ultimosaldo utgångssaldo
      ingångssaldo alkusaldo loppusaldo zwischensaldo
      algsaldo lõppsaldo loppsaldo algjääk lõppjääk nyitóegyenleg záróegyenleg nyitóegyenlege záróegyenlege devir
      """
    ),
    (
      .moved,
      """
      brought carried carry bring reporté reporte overført overfört överfört übertrag uebertrag riporto
      """
    ),
    (.onwards, "forward fwd forwarded over down"),
    (
      .total,
      """
      total totals totaal totale totali totaux totales totais subtotal sub grand summe summen gesamt
      gesamtsumme gesamtbetrag zwischensumme endsumme somme suma sumas somma soma razem součet celkem summa yhteensä
      sum toplam итого всего összesen turnover turnovers
      käive käibed kokku apyvarta apyvartos viso apgrozījums kopā rulaj rulaje оборот обороти обороты общо разом усього
      promet prometi ukupno skupaj forgalom σύνολο συνολο jumlah مجموع المجموع إجمالي الإجمالي
      """
    ),
    (
      .page,
      "page pages seite seiten página páginas pagina pagine strona strana side sida sivu sayfa страница"
    ),
  ]
}
