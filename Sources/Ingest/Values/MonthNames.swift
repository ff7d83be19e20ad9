/// The names and abbreviations of months, in English, German, French, Spanish, Italian, Dutch and Portuguese.
///
/// A name that means one month in one of these languages means no other month in another.
enum MonthNames {
  /// Returns the number of the month that a word names, regardless of case, with or without the point of an
  /// abbreviation.
  static func month(_ word: String) -> Int? {
    let name = word.lowercased()
    return numbers[name.hasSuffix(".") ? String(name.dropLast()) : name]
  }

  private static let numbers: [String: Int] = {
    var numbers: [String: Int] = [:]
    for (index, names) in names.enumerated() {
      for name in names.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        numbers[String(name)] = index + 1
      }
    }
    return numbers
  }()

  private static let names = [
    "jan january januar jän jänner jaenner janv janvier ene enero gen gennaio januari janeiro",
    "feb february februar feber fév févr février fev fevr fevrier febrero febbraio februari fevereiro",
    "mar march mär märz mrz maerz mars marzo mrt maart março marco",
    "apr april avr avril abr abril aprile",
    "may mai mayo mag maggio mei maio",
    "jun june juni juin junio giu giugno junho",
    "jul july juli juil juillet julio lug luglio julho",
    "aug august août aoû aout ago agosto augustus",
    "sep sept september septembre septiembre set setiembre sett settembre setembro",
    "oct october okt oktober octobre octubre ott ottobre out outubro",
    "nov november novembre noviembre novembro",
    "dec december dez dezember déc décembre decembre dic diciembre dicembre dezembro",
  ]
}
