/// The schedule of bounds, as `trace --schedule bounds --format csv` prints it.
enum BoundSchedule {
  /// Returns the least and the most of a claim at a site; nil where the schedule does not list it.
  static func limits(_ schedule: String, _ site: String, of claim: String) -> [String]? {
    let rows = schedule.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let head = rows.first, let least = head.firstIndex(of: "lower"),
      let row = rows.first(where: { $0[0] == site && $0[1] == claim })
    else { return nil }
    return [row[least], row[least + 1]]
  }
}
