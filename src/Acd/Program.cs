using AcdRouter.Acd;

return await AcdCommands.RunAsync(args);
