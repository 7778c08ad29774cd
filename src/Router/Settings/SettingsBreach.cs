namespace AcdRouter.Router;

/// <summary>A rule of the settings that is broken.</summary>
/// <param name="Path">Where, such as <c>queues[2].members[0].agent</c>.</param>
/// <param name="Message">What is wrong with it and what is allowed; with the path before it, a sentence.</param>
public readonly record struct SettingsBreach(string Path, string Message);
