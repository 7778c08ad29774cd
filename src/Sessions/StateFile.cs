using System.Text.Json;

namespace AcdRouter.Sessions;

/// <summary>The state as one JSON object: every collection in a defined order, so that equal states write equal bytes.</summary>
internal static class StateFile
{
    public static void Save(SiteState state, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (state.Settings is { } settings)
        {
            writer.WritePropertyName("settings");
            JsonSerializer.Serialize(writer, settings, SessionsJson.Default.SettingsAdopted);
        }
        writer.WriteStartArray("sessions");
        foreach (var session in state.Sessions) JsonSerializer.Serialize(writer, session, SessionsJson.Default.Session);
        writer.WriteEndArray();
        writer.WriteStartArray("restingNumbers");
        foreach (var number in state.Resting.All) JsonSerializer.Serialize(writer, number, SessionsJson.Default.RestingNumber);
        writer.WriteEndArray();
        writer.WriteStartArray("owedCalls");
        foreach (var call in state.Owed.All) JsonSerializer.Serialize(writer, call, SessionsJson.Default.OwedCall);
        writer.WriteEndArray();
        writer.WriteNumber("overdueTotal", state.Owed.OverdueTotal);
        state.Deadlines.Save(writer);
        writer.WriteEndObject();
    }

    public static void Load(SiteState state, JsonElement saved)
    {
        if (saved.TryGetProperty("settings", out var settings)) state.Adopt(settings.Deserialize(SessionsJson.Default.SettingsAdopted)!);
        foreach (var session in saved.GetProperty("sessions").EnumerateArray())
        {
            state.Add(session.Deserialize(SessionsJson.Default.Session)!);
        }
        foreach (var number in saved.GetProperty("restingNumbers").EnumerateArray())
        {
            var resting = number.Deserialize(SessionsJson.Default.RestingNumber);
            state.Resting.Add(resting.Number, resting.ReleasedAt);
        }
        foreach (var call in saved.GetProperty("owedCalls").EnumerateArray())
        {
            state.Owed.Set(call.Deserialize(SessionsJson.Default.OwedCall)!);
        }
        state.Owed.OverdueTotal = saved.GetProperty("overdueTotal").GetInt64();
        state.Deadlines.Load(saved);
    }
}
