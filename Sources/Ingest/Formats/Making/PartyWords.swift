internal import Foundation
internal import PaymentGraph

/// The side of a payment that the name of a column tells: `Sender/receiver account` is the other party's, `Customer
/// account no` the statement's own.
///
/// Names are compared by the beginnings of their words, because exports form them freely. A name that fits no list
/// tells nothing, and a question or the cells decide.
struct PartyWords: Sendable {
  /// True where the name has a word for the payer: `Avsändare`, `Maksaja`.
  let namesPayer: Bool
  /// True where the name has a word for the beneficiary: `Mottagare`, `Saaja`.
  let namesPayee: Bool
  /// True where the name has a word for a party other than the holder: `Counterparty`, `Gegenkonto`.
  private let namesOther: Bool
  /// True where the name has a word for the account's holder: `Customer`, `Own`.
  let namesOwn: Bool
  /// True where the name has a word for an account.
  let namesAccount: Bool
  /// True where the name says that the column holds names.
  let saysName: Bool
  /// True where the name has a word for a bank, an address or a text, and so for no party.
  let namesBeside: Bool

  init(_ name: String) {
    let words = name.lowercased().precomposedStringWithCanonicalMapping
      .split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let joined = words.joined()
    let isBoth = Set(words).isSuperset(of: ["from", "to"])
    func has(_ list: [String]) -> Bool {
      list.contains { part in
        words.contains { $0.hasPrefix(part) }
          || (part.count > 4 || part.unicodeScalars.contains { $0.value > 0x2E7F })
            && joined.contains(part)
      }
    }
    namesPayer = has(Self.payer) || words.contains { ["from", "von"].contains($0) }
    namesPayee = has(Self.payee) || words.contains { ["to", "an"].contains($0) }
    namesOther = isBoth || has(Self.other)
    namesOwn = has(Self.own)
    // `A/c No` is an account.
    let isAbbreviated = zip(words, words.dropFirst()).contains { $0 == "a" && $1 == "c" }
    namesAccount = has(Self.account) || isAbbreviated
    saysName = has(Self.name)
    namesBeside = has(Self.beside)
  }

  /// True where the name is that of the payer alone.
  var isPayers: Bool { namesPayer && !namesPayee }
  /// True where the name is that of the beneficiary alone.
  var isPayees: Bool { namesPayee && !namesPayer }

  /// True where the name tells that the column is about the other party.
  var isOthers: Bool { namesOther || namesPayer || namesPayee }

  private static let payer = words(
    """
    payer sender remitter debtor originator ordering maksaja maksja mokėtoj maksātāj avsändar avsender afsender betaler
    betalar auftraggeber zahlungspflicht ordenante émetteur emetteur donneur mittente ordinante nadawc zleceniodawc plátce
    platce odesílatel odesilatel odosielate remetente pagador opdrachtgever плательщик отправител платник відправник
    gönderen kifizető
    """)
  private static let payee = words(
    """
    payee receiver recipient beneficiary beneficiar creditor saaja maksunsaaja gavėj saņēmēj mottagar mottaker modtager
    empfänger empfaenger begünstigt beguenstigt zahlungsempf destinatari destinataire bénéficiaire odbiorc příjemc
    prijemc favorecido recebedor ontvanger begunstigde получател отримувач alıcı kedvezményezett merchant
    """)
  private static let other = words(
    """
    counter other their third opposite partner parten kito tegen gegen proti motpart motkonto modkonto modpart vastapuol
    contrepart contropart contraparte contrapartida kontrahent контраг 对方 相手 karşı ellenoldal partneris
    """)
  private static let own = words(
    """
    own my mine our customer client kunden kunde klient kliendi eigen mijn mein auftragskonto cliente
    """)
  private static let account = words(
    """
    account acct iban bban konto rekening compte cuenta conto conta rachun účet účt účtu hesap счет счёт рахунок számla
    tili sąskait konts konta račun clabe cbu cvu pix vpa upi msisdn wallet khoản taikhoan 口座 账号 账户 계좌
    """)
  private static let bankCode = words(
    """
    blz bankleitzahl bankcode sortcode routingnumber bsb ifsc kódbank kodbank
    """)
  private static let name = words(
    "name nimi naam navn namn nombre nome jméno nazw název имя név nume nosaukums 户名 氏名")
  private static let beside = words(
    """
    bank bic swift blz address adresse adres country land reference ref message note text details type code amount currency
    city id fee date time category status zweck mededeling phone email tax
    """)

  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map(String.init)
  }

  /// Returns true where a name is that of a column with the codes of banks: `Bankleitzahl`, `Kód banky`, `Sort Code`.
  static func isBankCode(_ name: String) -> Bool {
    let joined = name.lowercased().precomposedStringWithCanonicalMapping.filter {
      $0.isLetter || $0.isNumber
    }
    return bankCode.contains { part in
      part.count > 3 ? joined.contains(part) : joined.hasPrefix(part) || joined.hasSuffix(part)
    }
  }
}
