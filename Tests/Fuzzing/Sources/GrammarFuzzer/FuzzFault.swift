/// An answer that breaks its own rules.
struct FuzzFault: Error {
  let message: String

  /// Fails where something does not hold.
  static func unless(_ holds: Bool, _ message: @autoclosure () -> String) throws {
    if !holds { throw FuzzFault(message: message()) }
  }
}
