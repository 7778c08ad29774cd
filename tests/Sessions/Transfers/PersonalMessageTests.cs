using System.Text;
using AcdRouter.Contracts;
using AcdRouter.Testing;

namespace AcdRouter.Sessions.Tests;

public sealed class PersonalMessageTests
{
    private readonly Site site = new();
    private readonly SessionId session;

    public PersonalMessageTests()
    {
        session = site.Started(Site.Ann);
        site.Joined(session);
    }

    public static TheoryData<string> Characters() =>
    [
        "x",
        "🙂",                // one scalar value outside the basic plane, two UTF-16 units
        "e\u0301",           // letter and combining mark: one after NFC
        "\u1100\u1161\u11a8", // three parts of a Korean syllable: one after NFC
        "\u05e9",            // Hebrew, right to left
        "\u0639",            // Arabic, right to left
        "\u202e",            // a direction mark is a format character, not a control character
        "\n",
        "\r",
        "\r\n",              // one line break
        "\u2028",
    ];

    [Theory, Accepts("S9")]
    [MemberData(nameof(Characters))]
    public void S9_takes_345_characters(string character)
    {
        site.Done(Transfer(Repeat(character, 345)));
        Message().EnumerateRunes().Count().ShouldBe(345);
        Message().IsNormalized(NormalizationForm.FormC).ShouldBeTrue();
    }

    [Theory, Refuses("S9")]
    [MemberData(nameof(Characters))]
    public void S9_refuses_346_characters(string character) =>
        site.Refused(Transfer(Repeat(character, 346)), RefusalReason.PersonalMessageTooLong).Message.ShouldContain("345");

    [Fact, Accepts("S9")]
    public void S9_counts_scalar_values_and_not_what_a_reader_sees_as_one()
    {
        // A family of four is seven scalar values that NFC does not join.
        const string family = "👨\u200d👩\u200d👧\u200d👦";
        site.Refused(Transfer(Repeat(family, 50)), RefusalReason.PersonalMessageTooLong);
        site.Done(Transfer(Repeat(family, 49)));
    }

    [Fact, Accepts("S9")]
    public void S9_counts_after_composing()
    {
        site.Done(Transfer(Repeat("e\u0301", 345)));
        Message().ShouldBe(new string('é', 345));
    }

    [Fact, Accepts("S9")]
    public void S9_keeps_every_kind_of_line_break_as_one_line_feed()
    {
        site.Done(Transfer("a\r\nb\rc\nd"));
        Message().ShouldBe("a\nb\nc\nd");
    }

    [Fact, Accepts("S9")]
    public void S9_keeps_right_to_left_text_and_emoji_as_they_are()
    {
        site.Done(Transfer("שלום 🙂 مرحبا"));
        Message().ShouldBe("שלום 🙂 مرحبا");
    }

    [Theory, Refuses("S9")]
    [InlineData("a\tb")]
    [InlineData("a\0b")]
    [InlineData("a\u001bb")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u000bb")]
    [InlineData("a\fb")]
    public void S9_refuses_other_control_characters(string message) =>
        site.Refused(Transfer(message), RefusalReason.PersonalMessageInvalid).Field.ShouldBe("personalMessage");

    [Fact, Refuses("S9")]
    public void S9_refuses_half_a_character()
    {
        site.Refused(Transfer("a\ud83d"), RefusalReason.PersonalMessageInvalid);
        site.Refused(Transfer("\ude42a"), RefusalReason.PersonalMessageInvalid);
    }

    [Theory, Refuses("S9")]
    [InlineData("a\ufffeb")]
    [InlineData("a\uffff")]
    [InlineData("\ufdd0")]
    [InlineData("\ufdefa")]
    [InlineData("a\U0001ffff")]
    [InlineData("a\U0010fffe")]
    public void S9_refuses_what_is_no_character_in_Unicode(string message) =>
        site.Refused(Transfer(message), RefusalReason.PersonalMessageInvalid).Field.ShouldBe("personalMessage");

    [Fact, Accepts("S9")]
    public void S9_every_character_of_the_basic_plane_is_taken_or_refused()
    {
        for (var unit = 0; unit <= char.MaxValue; unit++)
        {
            var refusal = PersonalMessage.Read($"a{(char)unit}b", out var message)?.Refusal;
            (refusal?.Reason is RefusalReason.PersonalMessageInvalid).ShouldBe(message is null, $"U+{unit:X4}");
        }
    }

    [Theory, Accepts("S9")]
    [InlineData(null)]
    [InlineData("")]
    public void S9_no_message_is_no_message(string? message)
    {
        site.Done(Transfer(message));
        site.Asked.ShouldHaveSingleItem().ShouldBeOfType<RequestRouting>().PersonalMessage.ShouldBeNull();
    }

    [Fact, Refuses("S9")]
    public void S9_refuses_a_flood_before_composing_it() =>
        site.Refused(Transfer(new string('x', 1_000_000)), RefusalReason.PersonalMessageTooLong);

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private TransferSession Transfer(string? message) => site.Transfer(session, Site.Ann, Site.Support) with { PersonalMessage = message };

    private string Message() => site.Asked.ShouldHaveSingleItem().ShouldBeOfType<RequestRouting>().PersonalMessage.ShouldNotBeNull();
}
