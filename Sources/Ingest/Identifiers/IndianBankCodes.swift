/// The four letters with which the branch codes and references of Indian banks begin.
enum IndianBankCodes {
  static let all: Set<String> = [
    "ABHY", "AIRP", "ALLA", "ANDB", "APGB", "AUBL", "AXIS", "AXNG", "AXSK", "BACB", "BARB", "BARC",
    "BBKM", "BDBL", "BKDN",
    "BKID", "BNPA", "BOFA", "CBIN", "CITI", "CIUB", "CLBL", "CNRB", "CORP", "COSB", "CRUB", "CSBK",
    "DBSS", "DCBL", "DEUT", "DLXB", "DNSB", "ESFB", "ESMF", "FDRL", "FINO", "FSFB", "GSCB", "HDFC",
    "HSBC", "IBKL", "ICIC", "IDFB", "IDIB", "INDB", "IOBA", "IPOS", "JAKA", "JIOP", "JSBP", "KARB",
    "KKBK", "KVBL", "LAVB", "MAHB", "NKGS", "NSPB", "NTBL", "ORBC", "PMCB", "PSIB", "PUNB", "PYTM",
    "RATN", "RBIS", "SBBJ", "SBHY", "SBIN", "SBMY", "SBTR", "SCBL", "SIBL", "SRCB", "STBP", "SURY",
    "SVCB", "SYNB", "TJSB", "TMBL", "UBIN", "UCBA", "UJVN", "USFB", "UTBI", "UTIB", "UTKS", "VIJB",
    "VYSA", "YESB",
  ]
}
