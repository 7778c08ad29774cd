using AcdRouter.Contracts;

namespace AcdRouter.Acd.Tests;

public sealed class OpenToServicesTests
{
    [Theory]
    [InlineData("start-session", typeof(StartSession))]
    [InlineData("join-session", typeof(JoinSession))]
    [InlineData("transfer-session", typeof(TransferSession))]
    [InlineData("report-session-page", typeof(ReportSessionPage))]
    [InlineData("confirm-voice-call-ended", typeof(ConfirmVoiceCallEnded))]
    [InlineData("show-queue", typeof(ShowQueue))]
    public void Commands_and_queries_are_open(string entity, Type contract) => OpenToServices.Find(entity).ShouldBe(contract);

    [Theory]
    [InlineData("configure-site")]
    [InlineData("confirm-lines")]
    [InlineData("wake")]
    [InlineData("open-voice-call")]
    [InlineData("session-started")]
    [InlineData("command-accepted")]
    [InlineData("position-view")]
    [InlineData("StartSession")]
    [InlineData("Start-Session")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_the_engines_own_or_no_message_is_closed(string? entity)
    {
        OpenToServices.Find(entity).ShouldBeNull();
        OpenToServices.Entities.ShouldNotContain(entity);
    }

    /// <summary>A new contract shows here and asks whoever adds it: may another service send it?</summary>
    [Fact]
    public void The_list_is_the_one_that_was_accepted() => AcdRouter.Testing.Snapshot.Match("open-to-services", $"[\n  \"{string.Join("\",\n  \"", OpenToServices.Entities)}\"\n]");
}
