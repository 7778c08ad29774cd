using System.IO.Compression;
using System.Text;
using AcdRouter.Simulation.Recordings;

namespace AcdRouter.Simulation.Tests.Recordings;

public class RecordedMonthTests
{
    private const string Header = "vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver";
    private const string Served = "AA0101\t1\t0\t2\tPS\t990201\t8:00:00\t8:00:10\t10\t8:00:10\t8:00:40\t30\tAGENT\t8:00:39\t8:03:00\t141\tKAZAV";
    private const string HungUp = "AA0101\t2\t0\t0\tNW\t990201\t8:00:00\t8:00:05\t5\t8:00:05\t8:01:05\t60\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER";
    private const string SelfService = "AA0101\t3\t0\t0\tPS\t990201\t8:00:00\t8:00:05\t5\t0:00:00\t0:00:00\t0\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER";
    private const string Phantom = "AA0101\t4\t0\t0\tPS\t990201\t8:00:00\t8:00:05\t5\t8:00:05\t8:01:05\t60\tPHANTOM\t0:00:00\t0:00:00\t0\tNO_SERVER";

    [Fact]
    public void A_request_arrives_when_it_leaves_self_service()
    {
        var month = Read(Header, Served, HungUp, SelfService, Phantom);

        month.Requests.Select(call => (call.ArrivalSecond, call.Type, call.Priority, call.Answered, call.WaitSeconds, call.ServiceSeconds, call.Agent)).ShouldBe(
        [
            ((8 * 3600) + 5, "NW", 0, false, 60, 0, null),
            ((8 * 3600) + 10, "PS", 2, true, 30, 141, "KAZAV"),
        ]);
        month.Requests[1].Day.ShouldBe(new DateOnly(1999, 2, 1));
        (month.Oddities.Phantoms, month.Oddities.EndedInSelfService, month.Malformed.Count).ShouldBe((1, 1, 0));
    }

    [Fact]
    public void An_answered_call_that_did_not_queue_is_a_request_without_wait()
    {
        var month = Read(Served.Replace("8:00:10\t8:00:40\t30", "0:00:00\t0:00:00\t0", StringComparison.Ordinal));

        month.Requests.Single().WaitSeconds.ShouldBe(0);
    }

    [Fact]
    public void Reads_compressed_files_whatever_their_name()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Encoding.ASCII.GetBytes(string.Join('\n', Header, Served)));
        }
        compressed.Position = 0;

        RecordedMonth.Read(compressed, "calls.txt").Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void A_damaged_compressed_file_keeps_what_could_be_read()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            for (var row = 0; row < 2000; row++) gzip.Write(Encoding.ASCII.GetBytes(Served + "\n"));
        }
        var bytes = compressed.ToArray();
        bytes.AsSpan(bytes.Length / 2, 200_000 / 4).Fill(0xFF);

        var month = RecordedMonth.Read(new MemoryStream(bytes), "damaged");

        month.Requests.Count.ShouldBeInRange(1, 1999);
        month.Malformed.Count.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("AA0101\t1\t0", "3 columns instead of 17.")]
    [InlineData(Served + "\textra", "More than 17 columns.")]
    [InlineData("x", "1 columns instead of 17.")]
    public void A_row_with_other_columns_is_malformed(string row, string reason) =>
        Read(Header, row).Malformed.First.ShouldBe([new MalformedRow(2, reason)]);

    [Theory]
    [InlineData("8:00:10\t10", "25:00:10\t10", "Column vru_exit is not a time of day such as 7:02:55.")]
    [InlineData("990201", "990230", "Column date is not a date such as 990201.")]
    [InlineData("990201", "soon", "Column date is not a date such as 990201.")]
    [InlineData("AGENT", "agent", "Column outcome is not AGENT, HANG or PHANTOM.")]
    [InlineData("\t2\tPS", "\t7\tPS", "Column priority is not 0, 1 or 2.")]
    [InlineData("\t2\tPS", "\thigh\tPS", "Column priority is not a whole number.")]
    [InlineData("\tPS\t", "\t\t", "Column type is not 1 to 32 letters and digits.")]
    [InlineData("141", "99999999", "Column ser_time is beyond 604800.")]
    [InlineData("KAZAV", "<script>", "Column server is not 1 to 32 letters and digits.")]
    public void A_row_with_a_wrong_value_is_malformed_and_names_the_column(string from, string to, string reason)
    {
        var month = Read(Header, Served.Replace(from, to, StringComparison.Ordinal), HungUp);

        month.Malformed.First.ShouldBe([new MalformedRow(2, reason)]);
        month.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void All_malformed_rows_are_counted_and_the_first_twenty_named()
    {
        var month = Read([Header, .. Enumerable.Repeat("broken", 57), Served]);

        month.Malformed.Count.ShouldBe(57);
        month.Malformed.First.Select(row => row.Line).ShouldBe(Enumerable.Range(2, 20));
        month.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void A_row_without_end_costs_no_memory_and_is_malformed()
    {
        var month = Read(Header, new string('x', 3_000_000), Served);

        month.Malformed.First.Single().Reason.ShouldBe("The row is longer than 1024 bytes.");
        month.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public void An_empty_file_is_an_empty_month() => Read("").Requests.ShouldBeEmpty();

    [Fact]
    public void Lines_may_end_in_the_way_of_other_systems() => Read(Header + "\r", Served + "\r").Requests.Single().Agent.ShouldBe("KAZAV");

    [Fact]
    public void A_negative_duration_counts_as_none()
    {
        var month = Read(Served.Replace("\t30\tAGENT", "\t-30\tAGENT", StringComparison.Ordinal).Replace("141", "-141", StringComparison.Ordinal));

        (month.Requests[0].WaitSeconds, month.Requests[0].ServiceSeconds, month.Oddities.NegativeDurations).ShouldBe((0, 0, 1));
    }

    [Fact]
    public void A_call_across_midnight_ends_on_the_next_day()
    {
        var month = Read("AA0102\t1\t0\t0\tPS\t990220\t23:59:32\t0:00:10\t38\t0:00:10\t0:00:15\t5\tAGENT\t0:00:15\t0:01:28\t73\tDARMON");

        var call = month.Requests.Single();
        (call.ArrivalSecond, call.ServiceStartSecond, call.ServiceEndSecond).ShouldBe((86_410, 86_415, 86_488));
        month.Oddities.AcrossMidnight.ShouldBe(1);
    }

    [Fact]
    public void A_service_without_times_has_none()
    {
        var call = Read(Served.Replace("8:00:39\t8:03:00\t141", "0:00:00\t0:00:00\t0", StringComparison.Ordinal)).Requests.Single();

        (call.ServiceStartSecond, call.ServiceEndSecond, call.Agent).ShouldBe((null, null, "KAZAV"));
    }

    [Fact]
    public void What_is_odd_is_counted_and_kept()
    {
        var month = Read(
            Served.Replace("PS", "AA", StringComparison.Ordinal),
            Served.Replace("141", "3601", StringComparison.Ordinal),
            Served.Replace("8:00:40\t30", "8:00:34\t24", StringComparison.Ordinal),
            Served.Replace("KAZAV", "NO_SERVER", StringComparison.Ordinal));

        month.Requests.Count.ShouldBe(4);
        var odd = month.Oddities;
        (odd.UndocumentedTypes, odd.ServicesOverAnHour, odd.QueueExitsOff, odd.UnnamedAgents, odd.OverlappingServices).ShouldBe((1, 1, 1, 1, 2));
    }

    [Fact]
    public void February_of_the_bank_is_read_whole()
    {
        var month = RecordedMonth.Read(RecordedMonth.SamplePath);

        month.Malformed.Count.ShouldBe(0);
        month.Requests.Count.ShouldBe(31_125);
        month.Requests.Count(call => call.Answered).ShouldBe(27_162);
        month.Oddities.Phantoms.ShouldBe(278);
        month.Oddities.EndedInSelfService.ShouldBe(1941);
    }

    private static RecordedMonth Read(params string[] lines) =>
        RecordedMonth.Read(new MemoryStream(Encoding.ASCII.GetBytes(string.Join('\n', lines))), "test");
}
